"""SQS over the wire: boto3 checks the MD5s of bodies and attributes itself."""
from __future__ import annotations

import json
import time
import unittest
import uuid

from running import ServerCase


class QueueTests(ServerCase):
    def setUp(self) -> None:
        self.sqs = self.client("sqs")

    def queue(self, **attributes: str) -> str:
        name = f"{self.id().rsplit('.', 1)[1]}"
        if attributes.get("FifoQueue"):
            name += ".fifo"
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def depth(self, url: str) -> tuple[int, int, int]:
        found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed")
        return tuple(int(found[name]) for name in names)  # type: ignore[return-value]

    def test_stack(self) -> None:
        url = self.sqs.get_queue_url(QueueName="development-order-queue")["QueueUrl"]
        found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout", "RedrivePolicy"])["Attributes"]
        self.assertEqual(found["VisibilityTimeout"], "300")
        self.assertEqual(json.loads(found["RedrivePolicy"])["maxReceiveCount"], 3)
        dead = self.sqs.get_queue_url(QueueName="development-order-dlq")["QueueUrl"]
        self.assertEqual(self.sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"], [url])
        self.assertNotIn("Attributes", self.sqs.get_queue_attributes(QueueUrl=url))

    def test_attributes_survive_and_digests_fit(self) -> None:
        url = self.queue()
        attributes = {
            "text": {"DataType": "String", "StringValue": "äöü ✓"}, "count": {"DataType": "Number.int", "StringValue": "12"},
            "blob": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
        }
        trace = {"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}}
        self.sqs.send_message(QueueUrl=url, MessageBody="körper\n", MessageAttributes=attributes, MessageSystemAttributes=trace)
        message = self.sqs.receive_message(QueueUrl=url, AttributeNames=["All"], MessageAttributeNames=["All"])["Messages"][0]
        self.assertEqual(message["MessageAttributes"], attributes)
        self.assertEqual(message["Attributes"]["AWSTraceHeader"], trace["AWSTraceHeader"]["StringValue"])
        self.assertEqual(message["Attributes"]["ApproximateReceiveCount"], "1")

    def test_visibility_and_stale_receipts(self) -> None:
        url = self.queue(VisibilityTimeout="1")
        self.sqs.send_message(QueueUrl=url, MessageBody="a")
        first = self.sqs.receive_message(QueueUrl=url)["Messages"][0]
        self.assertEqual(self.depth(url), (0, 1, 0))
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))
        second = self.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5, AttributeNames=["All"])["Messages"][0]
        self.assertEqual(second["Attributes"]["ApproximateReceiveCount"], "2")
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
        self.assertEqual(sum(self.depth(url)), 1, "an old receipt deletes nothing")
        self.assert_code("AWS.SimpleQueueService.MessageNotInflight", self.sqs.change_message_visibility, QueueUrl=url,
                         ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=5)
        self.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=second["ReceiptHandle"], VisibilityTimeout=0)
        self.assertEqual(self.depth(url), (1, 0, 0))
        third = self.sqs.receive_message(QueueUrl=url)["Messages"][0]
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=third["ReceiptHandle"])
        self.assertEqual(sum(self.depth(url)), 0)
        self.assert_code("ReceiptHandleIsInvalid", self.sqs.delete_message, QueueUrl=url, ReceiptHandle="nonsense")

    def test_long_poll_wakes(self) -> None:
        url = self.queue()
        self.sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=1)
        self.assertEqual(self.depth(url), (0, 0, 1))
        began = time.monotonic()
        self.assertEqual(self.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"][0]["Body"], "later")
        self.assertLess(time.monotonic() - began, 5)

    def test_redrive_names_the_source(self) -> None:
        dead = self.sqs.create_queue(QueueName="redrive-dead")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        url = self.queue(RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": "2"}))
        sent = self.sqs.send_message(QueueUrl=url, MessageBody="bad")["MessageId"]
        for _ in range(2):
            self.assertIn("Messages", self.sqs.receive_message(QueueUrl=url, VisibilityTimeout=0))
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))
        message = self.sqs.receive_message(QueueUrl=dead, AttributeNames=["All"], VisibilityTimeout=0)["Messages"][0]
        self.assertEqual(message["MessageId"], sent)
        self.assertTrue(message["Attributes"]["DeadLetterQueueSourceArn"].endswith(":test_redrive_names_the_source"))
        self.assertEqual(message["Attributes"]["ApproximateReceiveCount"], "3")
        task = self.sqs.start_message_move_task(SourceArn=arn)["TaskHandle"]
        self.assertTrue(task)
        self.eventually(lambda: self.sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]["Status"] == "COMPLETED")
        listing = self.sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]
        self.assertEqual(listing["ApproximateNumberOfMessagesMoved"], 1)
        self.assertNotIn("TaskHandle", listing)
        self.assertNotEqual(self.sqs.receive_message(QueueUrl=url)["Messages"][0]["MessageId"], sent)

    def test_move_task_rate_and_cancel(self) -> None:
        dead = self.sqs.create_queue(QueueName="slow-dead")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        url = self.queue(RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1}))
        for number in range(5):
            self.sqs.send_message(QueueUrl=url, MessageBody=f"m{number}")
        self.assertEqual(self.control("POST", "bury", {"queue": url.rsplit("/", 1)[1], "spread": 3600})["moved"], 5)
        oldest = self.sqs.receive_message(QueueUrl=dead, AttributeNames=["All"], VisibilityTimeout=0)["Messages"][0]
        self.assertGreater(time.time() - int(oldest["Attributes"]["SentTimestamp"]) / 1000, 3000)
        handle = self.sqs.start_message_move_task(SourceArn=arn, MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
        running = self.sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]
        self.assertEqual((running["Status"], running["TaskHandle"], running["ApproximateNumberOfMessagesToMove"]), ("RUNNING", handle, 5))
        self.assert_code("InvalidParameterValue", self.sqs.start_message_move_task, SourceArn=arn)
        self.sqs.cancel_message_move_task(TaskHandle=handle)
        self.eventually(lambda: self.sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]["Status"] == "CANCELLED")
        self.assertGreaterEqual(self.depth(dead)[0], 3)
        self.assert_code("InvalidParameterValue", self.sqs.start_message_move_task, SourceArn=arn.replace("slow-dead", url.rsplit("/", 1)[1]))
        self.assert_code("ResourceNotFoundException", self.sqs.start_message_move_task, SourceArn=arn + "x")

    def test_buried_letters_were_sent_when_it_is_said(self) -> None:
        dead = self.sqs.create_queue(QueueName="told-dead")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        url = self.queue(RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3}))
        now = int(time.time() * 1000)
        sent = {self.sqs.send_message(QueueUrl=url, MessageBody=f"m{age}")["MessageId"]: now - age * 1000 for age in (7200, 900)}
        self.assertEqual(self.control("POST", "bury", {"queue": url.rsplit("/", 1)[1], "sent": sent}), {"moved": 2})
        letters = self.sqs.receive_message(QueueUrl=dead, AttributeNames=["All"], MaxNumberOfMessages=10)["Messages"]
        for letter in letters:
            told = letter["Attributes"]
            self.assertAlmostEqual(int(told["SentTimestamp"]), sent[letter["MessageId"]], delta=1)
            self.assertAlmostEqual(int(told["ApproximateFirstReceiveTimestamp"]), sent[letter["MessageId"]] + 2000, delta=1)
        self.assertEqual({letter["MessageId"] for letter in letters}, set(sent))

    def test_batches_tell_each_entry(self) -> None:
        url = self.queue()
        entries = [{"Id": "good", "MessageBody": "x"}, {"Id": "bad", "MessageBody": "\x1b[31m"}]
        result = self.sqs.send_message_batch(QueueUrl=url, Entries=entries)
        self.assertEqual([one["Id"] for one in result["Successful"]], ["good"])
        self.assertEqual([(one["Id"], one["Code"], one["SenderFault"]) for one in result["Failed"]], [("bad", "InvalidMessageContents", True)])
        self.assert_code("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", self.sqs.send_message_batch, QueueUrl=url,
                         Entries=[{"Id": str(index), "MessageBody": "x"} for index in range(11)])
        self.assert_code("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", self.sqs.send_message_batch, QueueUrl=url,
                         Entries=[{"Id": "a", "MessageBody": "x"}] * 2)
        self.assert_code("InvalidParameterValue", self.sqs.send_message, QueueUrl=url, MessageBody="x" * 1_048_577)

    def test_fifo_keeps_order_within_a_group(self) -> None:
        url = self.queue(FifoQueue="true")
        for number in range(3):
            self.sqs.send_message(QueueUrl=url, MessageBody=str(number), MessageGroupId="g", MessageDeduplicationId=str(number))
        self.sqs.send_message(QueueUrl=url, MessageBody="again", MessageGroupId="g", MessageDeduplicationId="0")
        first = self.sqs.receive_message(QueueUrl=url)["Messages"]
        self.assertEqual([one["Body"] for one in first], ["0"])
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url), "a leased message blocks its group")
        self.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first[0]["ReceiptHandle"], VisibilityTimeout=0)
        rest = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        self.assertEqual([one["Body"] for one in rest], ["0", "1", "2"])

    def test_purge_once_a_minute(self) -> None:
        url = self.queue()
        self.sqs.send_message(QueueUrl=url, MessageBody="x")
        self.sqs.purge_queue(QueueUrl=url)
        self.assertEqual(sum(self.depth(url)), 0)
        self.assert_code("AWS.SimpleQueueService.PurgeQueueInProgress", self.sqs.purge_queue, QueueUrl=url)

    def test_listing_by_pages(self) -> None:
        for number in range(5):
            self.sqs.create_queue(QueueName=f"page-{number}")
        pages = list(self.sqs.get_paginator("list_queues").paginate(QueueNamePrefix="page-", PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["QueueUrls"]) for page in pages], [2, 2, 1])

    def test_missing_queue(self) -> None:
        error = self.assert_code("AWS.SimpleQueueService.NonExistentQueue", self.sqs.get_queue_url, QueueName="nope")
        self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], 400)
        with self.assertRaises(self.sqs.exceptions.QueueDoesNotExist):
            self.sqs.receive_message(QueueUrl=f"{self.ready['endpoint']}/1/nope")

    def test_sns_delivers_wrapped(self) -> None:
        url = self.queue()
        arn = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns = self.client("sns")
        topic = sns.create_topic(Name="development-order-notifications")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        sns.publish(TopicArn=topic, Message='{"type": "order_notification"}', Subject="New Order Created")
        body = json.loads(self.sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"])
        self.assertEqual((body["TopicArn"], body["Message"]), (topic, '{"type": "order_notification"}'))


class SeededIDTests(unittest.TestCase):
    def test_a_seed_repeats_message_ids(self) -> None:
        def ids(*flags: str) -> list[str]:
            class Once(ServerCase):
                pass

            Once.flags = ("--stack", "development", *flags)
            Once.setUpClass()
            try:
                sqs = Once.client("sqs")
                url = sqs.get_queue_url(QueueName="development-order-queue")["QueueUrl"]
                return [sqs.send_message(QueueUrl=url, MessageBody="x")["MessageId"] for _ in range(3)]
            finally:
                Once.tearDownClass()

        first, again, other, unseeded = ids("--seed", "7"), ids("--seed", "7"), ids("--seed", "8"), ids()
        self.assertEqual(first, again)
        self.assertEqual(len(set(first)), 3)
        self.assertTrue(set(first).isdisjoint(other) and set(first).isdisjoint(unseeded))
        self.assertTrue(all(uuid.UUID(one).version == 4 for one in first))


if __name__ == "__main__":
    unittest.main()
