"""A table's items in scan order, beside moto's own dictionary, with each item's JSON made once."""
from __future__ import annotations

import base64
import hashlib
import json
import uuid
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from typing import Any

from .errors import ServiceError, validation

MAX_ITEM = 409_600
Params = dict[str, Any]


def same_items(text: str) -> str:
    """A stable id made from a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, text))


class Entry:
    """One item, where it stands in scan order, its size and its JSON."""

    __slots__ = ("place", "item", "table", "_json", "_size")

    def __init__(self, place: tuple[Any, ...], item: Any, table: Any) -> None:
        self.place = place
        self.item = item
        self.table = table
        self._json: bytes | None = None
        self._size = -1

    def __lt__(self, other: Entry) -> bool:
        return self.place < other.place

    def json(self, projection: list[list[str]] | None) -> bytes:
        """The item, or its projection, as DynamoDB JSON."""
        if projection:
            return json.dumps(plain(self.item.project(projection).attrs), separators=(",", ":")).encode()
        if self._json is None:
            self._json = json.dumps(plain(self.item.attrs), separators=(",", ":")).encode()
        return self._json

    def size(self) -> int:
        """The item's size as DynamoDB counts it."""
        if self._size < 0:
            self._size = self.item.size()
        return self._size

    def key_json(self) -> bytes:
        """The item's primary key."""
        names = [self.table.hash_key_attr] + ([self.table.range_key_attr] if self.table.range_key_attr else [])
        return json.dumps(plain({name: self.item.attrs[name] for name in names})).encode()

    def bucket(self, total: int) -> int:
        """Which of `total` segments the item is in."""
        return int(self.place[0][:8], 16) * total >> 32


def plain(value: Any) -> Any:
    """moto's attribute values as plain JSON."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if hasattr(value, "type") and hasattr(value, "value"):
        return {value.type: plain(value.value)}
    return value


def with_bytes(value: Any) -> Any:
    """DynamoDB JSON with binary values decoded, as moto keeps them."""
    if isinstance(value, list):
        return [with_bytes(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        kind, content = next(iter(value.items()))
        if kind == "B" and isinstance(content, str):
            return {"B": _decoded(content)}
        if kind == "BS" and isinstance(content, list):
            return {"BS": [_decoded(one) if isinstance(one, str) else one for one in content]}
    return {name: with_bytes(inner) for name, inner in value.items()}


def _digest(value: Any) -> str:
    return hashlib.md5(value if isinstance(value, bytes) else str(value).encode()).hexdigest()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise ServiceError("SerializationException", "A binary value is not base64.") from None


class TableIndex:
    """The scan index of one of moto's tables. The caller holds the service's lock."""

    def __init__(self, table: Any) -> None:
        from moto.dynamodb.models.dynamo_type import DynamoType

        self.table = table
        self._type = DynamoType
        self.entries: list[Entry] = []
        self.by_key: dict[str, Entry] = {}
        items = table.items.values()
        if table.range_key_attr:
            items = [item for group in items for item in group.values()]
        for item in items:
            identity = self.identity(plain({name: item.attrs[name] for name in self._names()}))
            entry = Entry(self._place(item), item, table)
            self.entries.append(entry)
            self.by_key[identity] = entry
        self.entries.sort()

    def _names(self) -> list[str]:
        return [self.table.hash_key_attr] + ([self.table.range_key_attr] if self.table.range_key_attr else [])

    def identity(self, key: Params) -> str:
        """The primary key of an item or key as text; refuses one that lacks it."""
        parts = []
        types = [self.table.hash_key_type, self.table.range_key_type]
        for name, wanted in zip(self._names(), types):
            value = key.get(name)
            if not isinstance(value, dict) or len(value) != 1:
                raise validation("The provided key element does not match the schema")
            kind, content = next(iter(value.items()))
            if kind != wanted:
                raise validation("The provided key element does not match the schema")
            if isinstance(content, bytes):
                content = base64.b64encode(content).decode()
            if content == "":
                raise validation("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                                 f"empty string value. Key: {name}")
            parts.append(f"{kind}{content}")
        return "\0".join(parts)

    def _place(self, item: Any) -> tuple[Any, ...]:
        digest = _digest(item.hash_key.value)
        if item.range_key is None:
            return (digest,)
        return (digest, item.range_key.cast_value)

    def total_size(self) -> int:
        """Size of all items in bytes."""
        return sum(entry.size() for entry in self.entries)

    def find(self, key: Params) -> Entry | None:
        """The entry of a key."""
        if set(key) != set(self._names()):
            raise validation("The provided key element does not match the schema")
        return self.by_key.get(self.identity(key))

    def after(self, key: Params | None) -> Iterator[Entry]:
        """The entries in scan order, from after a key."""
        start = 0
        if key:
            self.identity(key)
            digest = _digest(next(iter(with_bytes(key[self.table.hash_key_attr]).values())))
            place: tuple[Any, ...] = (digest,)
            if self.table.range_key_attr:
                place = (digest, self._type(with_bytes(key[self.table.range_key_attr])).cast_value)
            start = bisect_right(self.entries, place, key=lambda entry: entry.place)
        for position in range(start, len(self.entries)):
            yield self.entries[position]

    # -- writes

    def touch(self, key: Params) -> None:
        """Brings one item up to date after moto has written it."""
        identity = self.identity(key)
        names = self._names()
        item = self.table.get_item(*[self._type(with_bytes(key[name])) for name in names])
        known = self.by_key.get(identity)
        if item is None:
            if known is not None:
                self._remove(identity, known)
        elif known is None:
            self._add(identity, item)
        else:
            known.item = item
            known._json = None
            known._size = -1

    def check(self, item: Params) -> Any:
        """Refuses what PutItem refuses; gives moto's item, ready for `put`."""
        for name in self._names():
            if name not in item:
                raise validation(f"One or more parameter values were invalid: Missing the key {name} in the item")
        self.identity(item)
        try:
            self.table._validate_item_types(item)
            self.table._validate_key_sizes(item)
        except Exception as error:
            message = getattr(error, "error_msg", None) or getattr(error, "message", None) or str(error)
            code = "SerializationException" if "Serialization" in type(error).__name__ else "ValidationException"
            raise ServiceError(code, str(message)) from None
        made = self._make(item)
        if made.size() > MAX_ITEM:
            raise validation("Item size has exceeded the maximum allowed size")
        return made

    def put(self, identity: str, item: Any) -> None:
        """Writes an item that `check` has made, into moto's table and the index."""
        known = self.by_key.get(identity)
        old = known.item if known else None
        if self.table.range_key_attr:
            self.table.items[item.hash_key][item.range_key] = item
        else:
            self.table.items[item.hash_key] = item
        if self.table.stream_shard is not None:
            self.table.stream_shard.add(old, item)
        if known:
            known.item, known._json, known._size = item, None, -1
        else:
            self._add(identity, item)

    def delete(self, identity: str, key: Params) -> None:
        """Deletes an item, if it is there."""
        known = self.by_key.get(identity)
        if known is not None:
            self.table.delete_item(*(self._type(with_bytes(key[name])) for name in self._names()), *([] if self.table.range_key_attr else [None]))
            self._remove(identity, known)

    def _make(self, attributes: Params) -> Any:
        """moto's Item, made as its own copy is: without summing up the size at every attribute."""
        from moto.dynamodb.models.dynamo_type import Item, LimitedSizeDict

        item = Item.__new__(Item)
        names = self._names()
        attributes = with_bytes(attributes)
        item.hash_key = self._type(attributes[names[0]])
        item.range_key = self._type(attributes[names[1]]) if len(names) > 1 else None
        values = LimitedSizeDict.__new__(LimitedSizeDict)
        dict.__init__(values)
        for name, value in attributes.items():
            dict.__setitem__(values, name, self._type(value))
        item.attrs = values
        return item

    def _add(self, identity: str, item: Any) -> None:
        entry = Entry(self._place(item), item, self.table)
        self.by_key[identity] = entry
        insort(self.entries, entry)

    def _remove(self, identity: str, entry: Entry) -> None:
        del self.by_key[identity]
        position = bisect_left(self.entries, entry.place, key=lambda one: one.place)
        while self.entries[position] is not entry:
            position += 1
        del self.entries[position]
