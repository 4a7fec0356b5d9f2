"""What came back over the wire, and what its headers say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_REMAINING = re.compile(r"x-rate-limit-(.+)-remaining")
_WHOLE = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Reply:
    """One complete answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    at: datetime
    """When it was here, by this machine's clock."""

    @property
    def text(self) -> str:
        """The body, readable in any case."""
        return self.body.decode("utf-8", "replace")

    @property
    def server_time(self) -> datetime | None:
        """When it was sent, by the server's clock."""
        milliseconds = self.headers.get("x-server-time", "")
        if _WHOLE.fullmatch(milliseconds):
            try:
                return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
            except (ValueError, OverflowError):
                return None
        return _http_date(self.headers.get("date", ""))

    @property
    def retry_after(self) -> timedelta | None:
        """How long the server asks us to wait; a date is read against the server's own clock."""
        value = self.headers.get("retry-after", "").strip()
        if re.fullmatch(r"[0-9]{1,9}", value):
            return timedelta(seconds=int(value))
        at = _http_date(value)
        return max(at - (self.server_time or self.at), timedelta()) if at else None


def _http_date(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Meter:
    """What the latest answers said about our budget and about the server's clock."""

    remaining: Mapping[str, int] = field(default_factory=dict)
    """Requests left in the present window: `api-key`, `api-token`, `member`, ..."""
    skew: timedelta | None = None
    """The server's clock minus ours, give or take the way."""

    def after(self, reply: Reply) -> Meter:
        """The meter once this answer is read, too."""
        found = {
            match[1]: int(value)
            for name, value in reply.headers.items()
            if (match := _REMAINING.fullmatch(name)) and _WHOLE.fullmatch(value)
        }
        skew = reply.server_time - reply.at if reply.server_time else self.skew
        return Meter({**self.remaining, **found}, skew)
