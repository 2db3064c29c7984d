"""Orders: the list is the table, found by status, led to the customer, and from the customer back to the orders."""

from __future__ import annotations

import json
import re
from collections import Counter

from world import ENVIRONMENT, WorldCase


class OrderTests(WorldCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        pages = cls.world.client("dynamodb").get_paginator("scan").paginate(TableName=f"{ENVIRONMENT}-orders")
        cls.orders = [item for page in pages for item in page["Items"]]

    def test_a_row_is_what_the_table_holds(self) -> None:
        console = self.open("2", loaded="00 loaded of", columns=200, rows=60)
        # The names come after the rows, a batch at a time.
        console.wait(lambda screen: not re.search(r"┃[▌ ][0-9a-f-]{36} [0-9a-f]{8}-", screen))
        rows = dict(re.findall(r"┃[▌ ]([0-9a-f-]{36}) ([^┃]*)", console.screen()))
        self.assertGreater(len(rows), 30)
        for order in self.orders[:20]:
            row = rows[order["orderId"]["S"]]
            # The customer's name, which is another table's.
            customer = self.world.item("users", userId=order["customerId"]["S"])
            self.assertTrue(row.startswith(customer["name"]["S"][:30]), row)
            cells = re.split(r"[●◐○✗] ", row)[1].split()
            self.assertEqual(cells[0], order["status"]["S"])
            self.assertEqual(cells[1], str(len(order["items"]["L"])))
            if "total" in order:
                self.assertEqual(float(cells[2]), float(order["total"]["N"]))

    def test_all_can_be_loaded_and_are_counted(self) -> None:
        console = self.open("2", loaded="100 loaded of")
        console.press("A", rf"┏ 2 Orders ━+ {len(self.orders):,} ┓", 30)
        console.press("G", rf"┃▌{self.orders[-1]['orderId']['S'][:8]}")

    def test_filter_by_status(self) -> None:
        count = Counter(order["status"]["S"] for order in self.orders)
        console = self.open("2", loaded="100 loaded of")
        console.press("A", rf"┏ 2 Orders ━+ {len(self.orders):,} ┓", 30)
        for status, number in count.items():
            with self.subTest(status=status):
                console.press("/", "┃/")
                console.text(f"status:{status}")
                console.wait(rf"┃/status:{status} +{number:,} rows?┃")
                shown = re.findall(r"┃[▌ ][0-9a-f]{8}\S* [^┃]*?[●◐○✗] ([a-z]+) ", console.screen())
                self.assertEqual(set(shown), {status})
                console.press("Escape", lambda screen: "┃/" not in screen)
                console.wait(rf"┏ 2 Orders ━+ {len(self.orders):,} ┓")

    def test_sort_by_total_is_by_number(self) -> None:
        console = self.open("2", loaded="00 loaded of", columns=200, rows=60)
        console.press("A", rf"┏ 2 Orders ━+ {len(self.orders):,} ┓", 30)
        totals = sorted(float(order["total"]["N"]) for order in self.orders if "total" in order)
        console.press("o", r"Sort by: Order")
        for _ in range(4):
            console.keys("l")
        console.wait(r"Sort by: Total")
        console.press("Enter", r"Tota[l…]*[▲▼]")
        for key in ("g", "S"):
            console.keys(key, "g")
        console.wait(r"Tota[l…]*▼")
        shown = [float(total) for total in re.findall(r"[●◐○✗] \w+ +\d+ +([\d.]+) ", console.screen())]
        self.assertEqual(shown[:20], totals[::-1][:20])

    def test_detail_shows_every_attribute(self) -> None:
        console = self.open("2", loaded="100 loaded of")
        order = self.orders[0]
        screen = console.press("Enter", rf"orderId S +{order['orderId']['S']}")
        for field in order:
            self.assertRegex(screen, rf"┃[▌ ]{field} [SNLM] ")
        self.assertIn(order["items"]["L"][0]["M"]["productId"]["S"], screen)

    def test_copy_as_json_is_the_item(self) -> None:
        console = self.open("2", loaded="100 loaded of")
        console.press("C", "Copied")
        copied = json.loads(console.clipboard())
        order = self.orders[0]
        self.assertEqual(set(copied), set(order))
        self.assertEqual(copied["items"][0]["productId"], order["items"]["L"][0]["M"]["productId"]["S"])

    def test_the_customer_of_an_order(self) -> None:
        order = self.orders[0]
        console = self.open("2", loaded="100 loaded of", columns=80, rows=24)
        console.press("u", rf"┏ 1 Users(?s:.*)userId S +{order['customerId']['S']}")

    def test_the_orders_of_a_user_are_all_shown(self) -> None:
        # A customer all of whose orders lie beyond the first page: an empty list would be a lie.
        first = {order["customerId"]["S"] for order in self.orders[:150]}
        late = Counter(order["customerId"]["S"] for order in self.orders[500:])
        customer, number = next((name, count) for name, count in late.most_common() if name not in first)
        self.assertEqual(number, sum(order["customerId"]["S"] == customer for order in self.orders))
        console = self.open("1", loaded="100 loaded of")
        console.press("A", r"┏ 1 Users ━+ 2,000 ┓", 30)
        console.press("/", "┃/")
        console.text(customer)
        console.wait(r" 1 row┃")
        console.press("Enter", rf"1 of 2,000 match /{customer}")
        console.press("O", rf"┏ 2 Orders ━+.* {number} of [\d,]+ match /customerId:{customer}", 20)

    def test_an_edited_order_is_written(self) -> None:
        order = self.orders[1]["orderId"]["S"]
        before = self.world.item("orders", orderId=order)
        self.addCleanup(self.world.put, "orders", dict(before))
        console = self.open("2", loaded="100 loaded of")
        console.keys("j")
        console.wait(rf"┃▌{order[:8]}")
        console.press("e", rf"Edit order {order}")
        field = None
        for _ in range(8):
            if re.search(r"(?i)total(?: \*)? +▌", console.screen()):
                field = "total"
                break
            here = re.search(r"\w+(?: \*)? +▌", console.screen()).group(0)
            console.keys("Tab")
            console.wait(lambda screen, here=here: here not in screen)
        self.assertEqual(field, "total", console.screen())
        console.keys("C-u")
        console.text("1234.56")
        console.wait(r"▌1234\.56(?s:.*)\^S save")
        screen = console.press("C-s", rf"Change 1 field of order {order}\?")
        self.assertIn("1234.56", screen)
        self.assertEqual(self.world.item("orders", orderId=order), before, "written before it was confirmed")
        console.press("y", f"Saved order {order}")
        after = self.world.item("orders", orderId=order)
        self.assertEqual(after.pop("total"), {"N": "1234.56"})
        self.assertRegex(after.pop("updatedAt")["S"], r"^\d{4}-.*Z$")
        before.pop("total", None)
        before.pop("updatedAt", None)
        self.assertEqual(after, before)
