"""What a connection may send before anybody knows who sends it: bounded in bytes, in time, and by the room on the disk.

waitress keeps a body until it is whole, in a file in the spool where it is large. A tablet has bounds of its own once
its token is known; before that a stranger must not fill the disk, nor keep every connection by sending drop by drop.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

from server.openrosa import documents
from server.openrosa.phones import HEADERS, XML
from server.telling import tell

# The largest form of a page with its photos is 60 MB; a list, a workbook or a sheet is smaller.
MAX_PAGE_BYTES = 80_000_000
PHONES = "/v1/key/"
SMALL_BYTES = 1_000_000
# GPRS carries four times as much. Who is slower than this is none of our tablets.
SLOWEST_BYTES_A_SECOND = 200
SECONDS_TO_BEGIN = 120.0


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Takes no more of a body than its address may have, and than leaves room on the disk; 413 or 503 beyond it."""

    adj: Any
    error: Any

    def __init__(self, channel: BoundChannel, adj: Any) -> None:
        super().__init__(adj)
        self._channel = channel
        self._lacks_room = False

    def received(self, data: bytes) -> int:
        """Called by the loop; a body beyond its bound ends here, with words of ours."""
        consumed = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge):
            is_phone = self.path.startswith(PHONES)
            self.error = (
                _no_room(is_phone) if self._lacks_room else _too_large(self.adj.max_request_body_size, is_phone)
            )
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        """Called once the header is whole: from here on the body is bounded."""
        super().parse_header(header_plus)
        most = self.adj.max_request_body_size
        if not self.path.startswith(PHONES):
            most = min(most, MAX_PAGE_BYTES)
        if self.chunked or self.content_length > SMALL_BYTES:
            room = self._channel.find_room(self)
            self._lacks_room = room < most
            most = min(most, room)
        self.adj = _Bounds(self.adj, max(1, most))  # a bound of none at all would refuse the request without a body

    @property
    def to_come(self) -> int:
        """Bytes that were announced and are not here yet."""
        return max(0, int(self.content_length) - int(self.body_bytes_received))


class _Bounds:
    """The server's settings with another bound for the body."""

    def __init__(self, adj: Any, max_request_body_size: int) -> None:
        self._adj = adj
        self.max_request_body_size = max_request_body_size

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adj, name)


class _RefusedError(Error):  # type: ignore[misc]
    """An answer as the tablet shows it, or as a page would say it."""

    def __init__(self, status: str, text: str, is_phone: bool) -> None:
        super().__init__(text)
        self._status, self._is_phone = status, is_phone

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # noqa: ARG002
        """Called by the task that sends it."""
        if self._is_phone:
            return self._status, [("Content-Type", XML), *HEADERS], documents.response(self.body)
        return self._status, [("Content-Type", "text/plain; charset=utf-8")], self.body.encode()


def _too_large(most: int, is_phone: bool) -> _RefusedError:
    told = tell("Lần gửi này lớn hơn {max_post_bytes} MB.", max_post_bytes=most // 1_000_000)
    return _RefusedError("413 Content Too Large", f"{told} {tell('Bớt hoặc thu nhỏ ảnh, phim rồi gửi lại.')}", is_phone)


def _no_room(is_phone: bool) -> _RefusedError:
    told = tell("Máy chủ đang nhận nhiều tệp lớn hoặc ổ đĩa sắp đầy. Phiếu chưa được nhận.")
    return _RefusedError(
        "503 Service Unavailable", f"{told} {tell('Giữ phiếu trên máy, gửi lại sau ít phút.')}", is_phone
    )


class BoundChannel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests come whole within a time that grows with what has come of them."""

    def __init__(self, server: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(server, *args, **kwargs)
        self.parser_class = partial(Parser, self)
        self._watched: Any = None
        self._began_at = 0.0

    def received(self, data: bytes) -> bool:
        """Called by the loop with what has come."""
        is_read = bool(super().received(data))
        request = self.request
        if request is not self._watched:
            self._watched, self._began_at = request, time.monotonic()
        if request is not None and self._is_too_slow(request):
            self.will_close = True
        return is_read

    def _is_too_slow(self, request: Any) -> bool:
        came = request.header_bytes_received + request.body_bytes_received
        allowed = SECONDS_TO_BEGIN + came / SLOWEST_BYTES_A_SECOND
        return bool(time.monotonic() - self._began_at > allowed)

    def find_room(self, asking: Parser) -> int:
        """Bytes another body may have beside all those that are still coming to this process."""
        coming = (one.request for one in list(self.server.active_channels.values()))
        announced = sum(one.to_come for one in coming if isinstance(one, Parser) and one is not asking)
        return int(self.server.room()) - announced


__all__ = ["MAX_PAGE_BYTES", "BoundChannel", "Parser"]
