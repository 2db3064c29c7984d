"""DynamoDB: the own Scan, BatchWriteItem and GetItem beside moto's writes, queries and conditions."""
from __future__ import annotations

import unittest
from typing import Any

from running import ServerCase


class TableTests(ServerCase):
    def setUp(self) -> None:
        self.dynamodb = self.client("dynamodb")
        self.table = self.id().rsplit(".", 1)[1]
        self.dynamodb.create_table(
            TableName=self.table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])

    def fill(self, count: int, **extra: Any) -> None:
        items = [{"id": {"S": f"i{number}"}, "n": {"N": str(number)}, **extra} for number in range(count)]
        for start in range(0, count, 25):
            requests = [{"PutRequest": {"Item": item}} for item in items[start : start + 25]]
            self.assertEqual(self.dynamodb.batch_write_item(RequestItems={self.table: requests})["UnprocessedItems"], {})

    def scan(self, **arguments: Any) -> list[dict[str, Any]]:
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=self.table, **arguments)
        return [item for page in pages for item in page["Items"]]

    def test_every_type_comes_back(self) -> None:
        item = {
            "id": {"S": "x"}, "n": {"N": "1.50"}, "b": {"B": b"\x00\xff"}, "t": {"BOOL": True}, "z": {"NULL": True}, "l": {"L": [{"S": ""}, {"M": {"k": {"N": "7"}}}]},
            "m": {"M": {"deep": {"L": []}}}, "ss": {"SS": ["a", "ä"]}, "ns": {"NS": ["1", "2"]}, "bs": {"BS": [b"1", b"2"]},
        }
        self.dynamodb.put_item(TableName=self.table, Item=item)
        self.assertEqual(self.dynamodb.get_item(TableName=self.table, Key={"id": {"S": "x"}})["Item"], item)
        self.dynamodb.batch_write_item(RequestItems={self.table: [{"PutRequest": {"Item": {**item, "id": {"S": "y"}}}}]})
        self.assertEqual(sorted(self.scan(), key=lambda one: one["id"]["S"]), [item, {**item, "id": {"S": "y"}}])
        found = self.scan(FilterExpression="b = :b", ExpressionAttributeValues={":b": {"B": b"\x00\xff"}})
        self.assertEqual(len(found), 2)
        queried = self.dynamodb.query(TableName=self.table, KeyConditionExpression="id = :i", ExpressionAttributeValues={":i": {"S": "y"}})
        self.assertEqual(queried["Items"], [{**item, "id": {"S": "y"}}])

    def test_pages_by_limit_segment_and_size(self) -> None:
        self.fill(120)
        self.assertEqual(len({one["id"]["S"] for one in self.scan(PaginationConfig={"PageSize": 7})}), 120)
        parts = [{one["id"]["S"] for one in self.scan(Segment=segment, TotalSegments=3, PaginationConfig={"PageSize": 5})} for segment in range(3)]
        self.assertEqual(sum(map(len, parts)), 120)
        self.assertEqual(len(set.union(*parts)), 120)
        self.assertTrue(all(parts))
        self.fill(30, text={"S": "x" * 100_000})
        page = self.dynamodb.scan(TableName=self.table)
        self.assertIn("LastEvaluatedKey", page)
        self.assertEqual(len(self.scan()), 120)

    def test_filters_count_what_they_passed_over(self) -> None:
        self.fill(50)
        names, values = {"#n": "n"}, {":n": {"N": "45"}}
        arguments = {"FilterExpression": "#n >= :n", "ExpressionAttributeNames": names, "ExpressionAttributeValues": values}
        page = self.dynamodb.scan(TableName=self.table, **arguments)
        self.assertEqual((page["Count"], page["ScannedCount"]), (5, 50))
        empty = [page for page in self.dynamodb.get_paginator("scan").paginate(
            TableName=self.table, PaginationConfig={"PageSize": 1}, **arguments) if not page["Items"]]
        self.assertTrue(any("LastEvaluatedKey" in page for page in empty))
        counted = self.dynamodb.scan(TableName=self.table, Select="COUNT", ReturnConsumedCapacity="TOTAL")
        self.assertEqual(counted["Count"], 50)
        self.assertNotIn("Items", counted)
        self.assertEqual(counted["ConsumedCapacity"]["CapacityUnits"], 0.5)
        projected = self.dynamodb.scan(TableName=self.table, ProjectionExpression="#n", ExpressionAttributeNames=names, Limit=1)
        self.assertEqual(list(projected["Items"][0]), ["n"])
        self.assert_code("ValidationException", self.dynamodb.scan, TableName=self.table, FilterExpression="#n > :n", ExpressionAttributeNames=names,
                         ExpressionAttributeValues={**values, ":unused": {"N": "1"}})
        self.assert_code("ValidationException", self.dynamodb.scan, TableName=self.table, FilterExpression="#n > :m", ExpressionAttributeNames=names,
                         ExpressionAttributeValues=values)

    def test_the_index_follows_every_kind_of_write(self) -> None:
        self.fill(3)
        self.assertEqual(len(self.scan()), 3)
        self.dynamodb.put_item(TableName=self.table, Item={"id": {"S": "new"}})
        self.dynamodb.update_item(TableName=self.table, Key={"id": {"S": "i0"}}, UpdateExpression="SET n = :n", ExpressionAttributeValues={":n": {"N": "99"}})
        self.dynamodb.update_item(TableName=self.table, Key={"id": {"S": "born"}}, UpdateExpression="SET n = :n", ExpressionAttributeValues={":n": {"N": "5"}})
        self.dynamodb.delete_item(TableName=self.table, Key={"id": {"S": "i1"}})
        self.dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": self.table, "Item": {"id": {"S": "tx"}}}},
                                                          {"Delete": {"TableName": self.table, "Key": {"id": {"S": "i2"}}}}])
        self.assertEqual({one["id"]["S"]: one.get("n", {}).get("N") for one in self.scan()}, {"i0": "99", "new": None, "born": "5", "tx": None})
        self.dynamodb.batch_write_item(RequestItems={self.table: [{"DeleteRequest": {"Key": {"id": {"S": "tx"}}}}]})
        self.assertNotIn("Item", self.dynamodb.get_item(TableName=self.table, Key={"id": {"S": "tx"}}))
        self.assertEqual(self.dynamodb.describe_table(TableName=self.table)["Table"]["ItemCount"], 3)

    def test_conditions_tell_the_item(self) -> None:
        self.fill(1)
        error = self.assert_code(
            "ConditionalCheckFailedException", self.dynamodb.update_item, TableName=self.table, Key={"id": {"S": "i0"}},
            UpdateExpression="SET n = :n", ConditionExpression="n = :old", ReturnValuesOnConditionCheckFailure="ALL_OLD",
            ExpressionAttributeValues={":n": {"N": "1"}, ":old": {"N": "77"}})
        self.assertEqual(error["Item"]["n"], {"N": "0"})
        error = self.assert_code("ValidationException", self.dynamodb.update_item, TableName=self.table, Key={"id": {"S": "i0"}},
                                 UpdateExpression="SET status = :s", ExpressionAttributeValues={":s": {"S": "x"}})
        self.assertIn("reserved keyword: status", error["Error"]["Message"])

    def test_what_moto_alone_would_take(self) -> None:
        update = {"TableName": self.table, "Key": {"id": {"S": "a"}}, "UpdateExpression": "SET #n = :n"}
        names, value = {"#n": "n"}, {"N": "1"}
        for names_, values in (({**names, "#x": "x"}, {":n": value}), (names, {":n": value, ":x": value}), (names, {":m": value}), ({"#m": "n"}, {":n": value})):
            with self.subTest(names=names_, values=values):
                self.assert_code("ValidationException", self.dynamodb.update_item, **update, ExpressionAttributeNames=names_, ExpressionAttributeValues=values)
        for number in ("1" * 39, "abc", "", " 1"):
            with self.subTest(number):
                self.assert_code("ValidationException", self.dynamodb.put_item, TableName=self.table, Item={"id": {"S": "a"}, "n": {"N": number}})
        self.assert_code("ValidationException", self.dynamodb.update_item, TableName=self.table, Key={"id": {"N": "1"}},
                         UpdateExpression="SET n = :n", ExpressionAttributeValues={":n": value})
        self.assert_code("ValidationException", self.dynamodb.put_item, TableName=self.table, Item={"n": value})
        big = [{"PutRequest": {"Item": {"id": {"S": name}, "t": {"S": "x" * size}}}} for name, size in (("small", 1), ("big", 410_000))]
        self.assert_code("ValidationException", self.dynamodb.batch_write_item, RequestItems={self.table: big})
        self.assertEqual(self.scan(), [], "a batch that is refused writes nothing")

    def test_refusals(self) -> None:
        self.assert_code("ResourceNotFoundException", self.dynamodb.scan, TableName="none")
        self.assert_code("ResourceNotFoundException", self.dynamodb.describe_table, TableName="none")
        self.assert_code("ValidationException", self.dynamodb.get_item, TableName=self.table, Key={"other": {"S": "x"}})
        twice = [{"PutRequest": {"Item": {"id": {"S": "a"}}}}, {"DeleteRequest": {"Key": {"id": {"S": "a"}}}}]
        self.assert_code("ValidationException", self.dynamodb.batch_write_item, RequestItems={self.table: twice})
        self.assert_code("ValidationException", self.dynamodb.scan, TableName=self.table, Limit=1, Segment=2, TotalSegments=2)


class StackTests(ServerCase):
    def test_tables(self) -> None:
        dynamodb = self.client("dynamodb")
        self.assertEqual(dynamodb.list_tables()["TableNames"], ["development-file-metadata", "development-orders", "development-users"])
        orders = dynamodb.describe_table(TableName="development-orders")["Table"]
        self.assertEqual(orders["StreamSpecification"]["StreamViewType"], "NEW_AND_OLD_IMAGES")
        self.assertTrue(orders["TableId"])


if __name__ == "__main__":
    unittest.main()
