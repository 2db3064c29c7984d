"""Empty twins of our queues in moto, so that its event source mappings and SNS subscriptions find them.

What moto sends to a twin goes to the real queue.
"""
from __future__ import annotations

import base64
from typing import Any

from .moto_bridge import MotoBridge
from .sqs.service import QueueStore


class QueueMirror:
    """Keeps moto's SQS back end in step with the names of our queues."""

    def __init__(self, bridge: MotoBridge, queues: QueueStore) -> None:
        self.bridge = bridge
        self.queues = queues
        self._redirect()

    def created(self, region: str, name: str) -> None:
        """A queue was made."""
        backend = self.bridge.backend("sqs", region)
        if name not in backend.queues:
            backend.create_queue(name, FifoQueue="true" if name.endswith(".fifo") else "false")

    def deleted(self, region: str, name: str) -> None:
        """A queue is gone."""
        self.bridge.backend("sqs", region).queues.pop(name, None)

    def _redirect(self) -> None:
        from moto.sqs.models import SQSBackend

        queues = self.queues

        def send_message(
            backend: Any, queue_name: str, message_body: str, message_attributes: Any = None, delay_seconds: Any = None,
            deduplication_id: str | None = None, group_id: str | None = None, *_: Any, **__: Any,
        ) -> Any:
            queue = queues.find(backend.region_name, queue_name)
            return queues.put(queue, message_body, _attributes(message_attributes), sender="AIDAIT2UOQQY3AUEKVGXU",
                              group=group_id, dedup=deduplication_id)

        SQSBackend.send_message = send_message  # type: ignore[method-assign]


def _attributes(given: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """moto's snake-case attributes as the JSON protocol spells them."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in (given or {}).items():
        kind = value.get("data_type") or value.get("DataType") or "String"
        content = value.get("string_value") or value.get("StringValue")
        binary = value.get("binary_value") or value.get("BinaryValue")
        if binary is not None:
            raw = binary if isinstance(binary, str) else base64.b64encode(binary).decode()
            found[name] = {"DataType": kind, "BinaryValue": raw}
        else:
            found[name] = {"DataType": kind, "StringValue": str(content)}
    return found
