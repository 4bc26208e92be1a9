"""Requests that the server's own loop begins and finishes; all others get a thread of the pool, as waitress does it.

A thread for each form on its way costs more than the work: every place where one lets go of the interpreter lets
another in. The loop has nothing to wait for: it reads, computes, hands over, and answers what is on disk.
"""

from __future__ import annotations

import contextlib
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from waitress.task import WSGITask
from waitress.trigger import trigger

from server.channels import BoundChannel
from server.errors import Problem
from server.openrosa import direct
from server.services.ingest.reading import Arriving
from server.services.ingest.receive import begin_all
from server.services.ingest.types import Receipt
from server.services.node import Node

LOG = logging.getLogger("rasoat.serving")
# Half of what a full house sends at once: while the writer has one half, the loop reads the other.
GROUP_SIZE = 16


def serve_directly(server: Any, node: Node) -> None:
    """Let a waitress server take ordinary submissions in by itself."""
    server.room = node.blobs.find_room
    server.channel_class = _Channel
    server.task_dispatcher = DirectTasks(server, node)


class DirectTasks:
    """Stands before the pool of threads of a waitress server."""

    def __init__(self, server: Any, node: Node) -> None:
        self._threads = server.task_dispatcher
        self._node = node
        self._read: deque[tuple[Any, Arriving]] = deque()
        self._bell = _Bell(server._map, self._hand_over, self._finish)

    def add_task(self, channel: Any) -> None:
        """A request is whole: read it here, or give it to a thread."""
        arriving = self._read_ordinary(channel)
        if arriving is None:
            self._threads.add_task(channel)
            return
        self._read.append((channel, arriving))
        if len(self._read) >= GROUP_SIZE:
            self._hand_over()

    def shutdown(self, *args: Any, **kwargs: Any) -> Any:
        """End the threads."""
        return self._threads.shutdown(*args, **kwargs)

    def _read_ordinary(self, channel: Any) -> Arriving | None:
        request = channel.requests[0]
        is_small = 0 < request.content_length <= direct.MAX_DIRECT_BYTES
        # What waits before it on the same connection is answered before it.
        if request.error or request.command != "POST" or not is_small or channel.total_outbufs_len:
            return None
        headers = request.headers
        try:
            body = request.get_body_stream().read()
            agent, kind = headers.get("USER_AGENT", ""), headers.get("CONTENT_TYPE", "")
            return direct.read(self._node, direct.Post(request.path, request.query, kind, agent, body))
        except Exception:
            LOG.exception("a submission could not be read in the loop, a thread takes it")
            return None
        finally:
            request.get_body_stream().seek(0)

    def _hand_over(self) -> None:
        """What was read since the loop last waited goes to the writer together."""
        group: list[tuple[Any, Arriving]] = []
        with contextlib.suppress(IndexError):  # empty: a thread that finished an earlier request may add and take too
            while True:
                group.append(self._read.popleft())
        if not group:
            return
        try:
            begun = begin_all(self._node, [arriving for _channel, arriving in group])
        except Exception as error:
            # The node is closing, or a mistake of ours: whoever waits is told by a thread, and the loop goes on.
            if not isinstance(error, Problem):
                LOG.exception("submissions could not be handed over by the loop, threads take them")
            for channel, _arriving in group:
                self._threads.add_task(channel)
            return
        for (channel, _arriving), future in zip(group, begun, strict=True):
            future.add_done_callback(partial(self._settled, channel))

    def _settled(self, channel: Any, done: Future[Receipt]) -> None:
        self._bell.ring((channel, done))

    def _finish(self, waiting: tuple[Any, Future[Receipt]]) -> None:
        channel, done = waiting
        if not channel.requests:  # the server has given the connection up
            return
        answer = direct.to_answer(done)
        if answer is None:
            self._threads.add_task(channel)
            return
        # On the request, not on the channel: its next request may be a thread's before this one is done with.
        channel.requests[0].answer = answer
        channel.service()


class _Task(WSGITask):  # type: ignore[misc]
    """Sends the answer that is there, else asks the application."""

    def execute(self) -> None:
        """Called by the channel."""
        answer: direct.Answer | None = getattr(self.request, "answer", None)
        if answer is None:
            super().execute()
            return
        self.complete = True
        self.status = answer.status
        self.response_headers = list(answer.headers)
        self.content_length = len(answer.body)
        self.write(answer.body)


class _Channel(BoundChannel):
    task_class = _Task


class _Bell(trigger):  # type: ignore[misc]
    """Rung from any thread; what it was rung for is finished in the loop's."""

    def __init__(self, map: dict[int, Any], before_waiting: Callable[[], None], finish: Callable[[Any], None]) -> None:
        super().__init__(map)
        self._before_waiting = before_waiting
        self._finish = finish
        self._waiting: deque[Any] = deque()
        self._is_rung = False

    def ring(self, what: Any) -> None:
        """One wake-up for all that come before the loop looks."""
        self._waiting.append(what)
        if not self._is_rung:
            self._is_rung = True
            self.pull_trigger()

    def readable(self) -> bool:
        """Asked by the loop each time before it waits."""
        self._before_waiting()
        return True

    def handle_read(self) -> None:
        """Called by the loop."""
        self.recv(8192)
        self._is_rung = False  # before looking: who comes from now on rings again
        while self._waiting:
            one = self._waiting.popleft()
            try:
                self._finish(one)
            except Exception:
                LOG.exception("an answer could not be sent")  # the others can: the loop would close this bell


__all__ = ["serve_directly"]
