"""DynamoDB on moto's tables, with an own Scan, BatchWriteItem and GetItem, as moto sorts and copies a whole table for each page.

Writes and queries stay moto's; after each write the scan index of the table is brought up to date.
"""
from __future__ import annotations

import json
import random
import zlib
from typing import Any

from .dynamodb_checks import check_expressions, check_numbers
from .dynamodb_index import Entry, TableIndex, same_items, with_bytes
from .errors import ServiceError, validation
from .moto_bridge import MotoBridge
from .wire import Request, Response, raw_json

PAGE_BYTES = 1_048_576
_KEYED_WRITES = {"PutItem": "Item", "UpdateItem": "Key", "DeleteItem": "Key"}
_OTHER_WRITES = {
    "TransactWriteItems", "ExecuteStatement", "ExecuteTransaction", "BatchExecuteStatement", "DeleteTable", "CreateTable",
    "RestoreTableFromBackup", "RestoreTableToPointInTime", "UpdateTable", "ImportTable",
}
Params = dict[str, Any]


class DynamoDB:
    """Answers DynamoDB requests."""

    def __init__(self, bridge: MotoBridge, compress: bool) -> None:
        self.bridge = bridge
        self.compress = compress
        self.lock = bridge.lock("dynamodb")
        self._indexes: dict[int, tuple[Any, TableIndex]] = {}
        self._forget_instances()

    def handle(self, request: Request) -> Response:
        """Serves one request; large answers are compressed if that was asked for."""
        with self.lock:
            response = self._serve(request)
        if self.compress and len(response.body) > 1024 and "gzip" in request.header("accept-encoding"):
            packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            response.body = packer.compress(response.body) + packer.flush()
            response.headers.append(("Content-Encoding", "gzip"))
        response.headers.append(("x-amz-crc32", str(zlib.crc32(response.body))))
        return response

    def _serve(self, request: Request) -> Response:
        params = request.params
        check_expressions(params)
        if request.operation == "Scan" and not {"IndexName", "ScanFilter", "AttributesToGet", "ConditionalOperator"} & params.keys():
            return raw_json(request, self.scan(request.region, params))
        if request.operation == "BatchWriteItem":
            return raw_json(request, self.batch_write(request.region, params))
        if request.operation == "ListTables":
            return raw_json(request, self.list_tables(request.region, params))
        if request.operation == "GetItem" and not {"ProjectionExpression", "AttributesToGet"} & params.keys():
            return raw_json(request, self.get_item(request.region, params))
        if request.operation in _KEYED_WRITES:
            self._index(self.table(request.region, params)).identity(params.get(_KEYED_WRITES[request.operation]) or {})
            check_numbers(params)
        response = self.bridge.call(request)
        if request.operation in _KEYED_WRITES and response.status == 200:
            table = self.table(request.region, params)
            self._touch(table, params[_KEYED_WRITES[request.operation]])
        elif request.operation in _OTHER_WRITES:
            self._indexes.clear()
        if request.operation in ("Query", "Scan") and params.get("Select") == "COUNT":
            response.body = _without_items(response.body)
        if request.operation in ("DescribeTable", "CreateTable") and response.status == 200:
            response.body = self._with_size(request, response.body)
        return response

    # -- tables

    def table(self, region: str, params: Params) -> Any:
        """moto's table object."""
        from botocore.utils import ArnParser

        name = str(params.get("TableName", ""))
        if name.startswith("arn:"):
            name = ArnParser().parse_arn(name)["resource"].removeprefix("table/")
        tables = self.bridge.backend("dynamodb", region).tables
        if name not in tables:
            raise ServiceError("ResourceNotFoundException", f"Requested resource not found: Table: {name} not found")
        return tables[name]

    def _index(self, table: Any) -> TableIndex:
        found = self._indexes.get(id(table))
        if found is None or found[0] is not table:
            found = (table, TableIndex(table))
            self._indexes[id(table)] = found
        return found[1]

    def _touch(self, table: Any, key: Params) -> None:
        found = self._indexes.get(id(table))
        if found and found[0] is table:
            found[1].touch(key)

    def reset(self) -> None:
        """Forgets what is known of the tables."""
        with self.lock:
            self._indexes.clear()

    def counts(self) -> dict[str, int]:
        """Items by table, for the control endpoint."""
        from moto.dynamodb.models import dynamodb_backends

        with self.lock:
            regions = dynamodb_backends[self.bridge.account]
            return {name: len(table) for region in list(regions.values()) for name, table in region.tables.items()}

    def some_key(self, region: str, name: str, rng: random.Random) -> str | None:
        """The partition key of a random item; None for an empty or missing table."""
        with self.lock:
            try:
                entries = self._index(self.table(region, {"TableName": name})).entries
            except ServiceError:
                return None
            return str(rng.choice(entries).item.hash_key.value) if entries else None

    def _with_size(self, request: Request, body: bytes) -> bytes:
        """DescribeTable with a table id and with the size in bytes, which moto leaves out or at 0."""
        answer = json.loads(body)
        description = answer.get("Table") or answer.get("TableDescription")
        table = self.table(request.region, {"TableName": description["TableName"]})
        description.setdefault("TableId", same_items(description["TableArn"]))
        if request.operation == "DescribeTable":
            description["TableSizeBytes"] = self._index(table).total_size()
        return json.dumps(answer).encode()

    @staticmethod
    def _forget_instances() -> None:
        """moto remembers every item ever made, for its dashboard: this keeps memory modest."""
        from moto.dynamodb.models.dynamo_type import Item
        from moto.dynamodb.models.table import StreamRecord

        class Nothing(list):  # type: ignore[type-arg]
            def append(self, _: Any) -> None:
                """Drops it."""

        for model in (Item, StreamRecord):
            model.instances_tracked = Nothing()

    # -- reads

    def list_tables(self, region: str, params: Params) -> bytes:
        """ListTables in the order of names, as DynamoDB gives them."""
        limit = params.get("Limit", 100)
        if not isinstance(limit, int) or not 1 <= limit <= 100:
            raise validation(f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and 100")
        start = str(params.get("ExclusiveStartTableName", ""))
        names = sorted(name for name in self.bridge.backend("dynamodb", region).tables if name > start)
        answer: Params = {"TableNames": names[:limit]}
        if len(names) > limit:
            answer["LastEvaluatedTableName"] = names[limit - 1]
        return json.dumps(answer).encode()

    def scan(self, region: str, params: Params) -> bytes:
        """Scan in the order of the keys' hashes, page by page as DynamoDB does it: 1 MB before the filter."""
        table = self.table(region, params)
        limit, segment, total = _scan_bounds(params)
        index = self._index(table)
        entries = index.after(params.get("ExclusiveStartKey"))
        keep, project = _expressions(params)
        found: list[Entry] = []
        size = scanned = 0
        last: Entry | None = None
        more = False
        for entry in entries:
            if total and entry.bucket(total) != segment:
                continue
            if scanned == limit or (scanned and size + entry.size() > PAGE_BYTES):
                more = True
                break
            size += entry.size()
            scanned += 1
            last = entry
            if keep is None or keep.expr(entry.item):
                found.append(entry)
        body = b'{"Count":%d,"ScannedCount":%d' % (len(found), scanned)
        if params.get("Select") != "COUNT":
            body += b',"Items":[' + b",".join(entry.json(project) for entry in found) + b"]"
        if (more or scanned == limit) and last is not None:
            body += b',"LastEvaluatedKey":' + last.key_json()
        return body + _capacity(params, size) + b"}"

    def get_item(self, region: str, params: Params) -> bytes:
        """GetItem of the whole item."""
        table = self.table(region, params)
        entry = self._index(table).find(params.get("Key") or {})
        item = b'"Item":' + entry.json(None) if entry else b""
        capacity = _capacity(params, entry.size() if entry else 0)
        return b"{" + item + (capacity if item else capacity[1:]) + b"}"

    # -- writes

    def batch_write(self, region: str, params: Params) -> bytes:
        """BatchWriteItem: at most 25 puts and deletes, no key twice."""
        requests = params.get("RequestItems") or {}
        if not 1 <= sum(map(len, requests.values())) <= 25:
            raise validation("Too many items requested for the BatchWriteItem call" if requests else
                             "The batch write request list for a table cannot be null or empty.")
        work: list[tuple[TableIndex, str, str, Any]] = []
        seen: set[tuple[int, str]] = set()
        for name, entries in requests.items():
            table = self.table(region, {"TableName": name})
            index = self._index(table)
            for entry in entries:
                kind, value = next(iter(entry.items()))
                item = value["Item"] if kind == "PutRequest" else value["Key"]
                key = (id(table), index.identity(item))
                if key in seen:
                    raise validation("Provided list of item keys contains duplicates")
                seen.add(key)
                check_numbers(item)
                work.append((index, kind, key[1], index.check(item) if kind == "PutRequest" else item))
        for index, kind, identity, item in work:
            if kind == "PutRequest":
                index.put(identity, item)
            else:
                index.delete(identity, item)
        return b'{"UnprocessedItems":{}}'


def _scan_bounds(params: Params) -> tuple[int | None, int, int]:
    limit, segment, total = params.get("Limit"), params.get("Segment"), params.get("TotalSegments")
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise validation(f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")
    if (segment is None) != (total is None):
        missing, present = ("TotalSegments", "Segment") if total is None else ("Segment", "TotalSegments")
        raise validation(f"The {missing} parameter is required but was not present in the request when {present} parameter is present")
    if total is not None and not 0 <= segment < total:
        raise validation(f"The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {segment} is not less than TotalSegments: {total}")
    return limit, segment or 0, total or 0


def _expressions(params: Params) -> tuple[Any, list[list[str]] | None]:
    """moto's own filter and projection, checked as moto checks them."""
    from moto.dynamodb.comparisons import create_condition_expression_parser
    from moto.dynamodb.exceptions import MockValidationException
    from moto.dynamodb.responses import ProjectionExpressionParser

    names = params.get("ExpressionAttributeNames") or {}
    values = with_bytes(params.get("ExpressionAttributeValues") or {})
    if "FilterExpression" not in params and "ProjectionExpression" not in params:
        return None, None
    try:
        # moto's parser reads a filter's own names; an empty filter is none.
        parser = create_condition_expression_parser(params.get("FilterExpression"), names, values)
        keep = parser.parse() if params.get("FilterExpression") else None
        projection = ProjectionExpressionParser(params.get("ProjectionExpression"), names)
        wanted = projection.parse() or None
    except (ValueError, MockValidationException) as error:
        message = getattr(error, "error_msg", None) or getattr(error, "message", None) or str(error)
        raise validation(str(message)) from None
    return keep, wanted


def _capacity(params: Params, size: int) -> bytes:
    if params.get("ReturnConsumedCapacity", "NONE") not in ("TOTAL", "INDEXES"):
        return b""
    units = max(1, -(-size // 4096)) * (1.0 if params.get("ConsistentRead") else 0.5)
    capacity: Params = {"TableName": params.get("TableName"), "CapacityUnits": units}
    if params["ReturnConsumedCapacity"] == "INDEXES":
        capacity["Table"] = {"CapacityUnits": units}
    return b',"ConsumedCapacity":' + json.dumps(capacity).encode()


def _without_items(body: bytes) -> bytes:
    answer = json.loads(body)
    answer.pop("Items", None)
    return json.dumps(answer).encode()


