"""The server's clock: real time plus `--clock-offset`, so that a client's skew correction can be tested."""
from __future__ import annotations

import time
from datetime import datetime, timezone
from email.utils import formatdate


class Clock:
    """Wall time in seconds and milliseconds, shifted by a fixed offset."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.offset

    def millis(self) -> int:
        """Milliseconds since the epoch."""
        return int(self.now() * 1000)

    def http_date(self) -> str:
        """The Date header's form of now."""
        return formatdate(self.now(), usegmt=True)


def iso(seconds: float) -> str:
    """ISO 8601 in UTC with milliseconds, as the reference stack writes its times."""
    stamp = datetime.fromtimestamp(seconds, timezone.utc)
    return stamp.strftime("%Y-%m-%dT%H:%M:%S.") + f"{stamp.microsecond // 1000:03d}Z"
