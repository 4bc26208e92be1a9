"""The node itself: how well it is for its administrator, a yes or no for whoever watches it, counts for a monitor."""

from __future__ import annotations

import hmac
import os
import shutil
from typing import Any

from flask import Response, jsonify, make_response, render_template, request

from server.domain.access import Actor
from server.domain.health import judge_disk, judge_writing, worst
from server.services.doctor import examine, measure_write
from server.services.metrics import read_metrics
from server.services.views.stuck import TOLD, read_stuck

from .frame import Frame
from .refusals import refusal

TOKEN = "RASOAT_METRICS_TOKEN"
HERE = ("127.0.0.1", "::1")
# Whoever stands between adds one of these: then the address is not the asker's.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


class Machine:
    """Pages on the node."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def machine(self, actor: Actor) -> Any:  # noqa: ARG002
        """What `rasoat doctor` tells in a moment, with each remedy; and the records that no table shows."""
        checks = examine(self._frame.node)
        reason = request.args.get("ly_do", "")
        stuck = self._frame.read(lambda c: read_stuck(c, reason if reason in TOLD else ""))
        return render_template(
            "web/machine.html", checks=checks, level=worst(checks), stuck=stuck, told=TOLD, reason=reason
        )

    def health(self) -> Response:
        """Is the node alive and able to write? 503 where it is not; says no more than that to strangers."""
        space = shutil.disk_usage(self._frame.node.config.var)
        writing, disk = judge_writing(measure_write(self._frame.node)), judge_disk(space.free, space.total)
        told = jsonify({"status": worst([writing, disk]), "writing": writing.level, "disk": disk.level})
        return make_response(told, 503 if writing.level == "bad" else 200)

    def metrics(self) -> Response:
        """Counts for a monitor on this machine, or one that knows the token."""
        if not (_is_from_here() or _has_token()):
            raise refusal("")
        text = read_metrics(self._frame.node)
        return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_from_here() -> bool:
    return request.remote_addr in HERE and not any(name in request.headers for name in FORWARDED)


def _has_token() -> bool:
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(token.encode(), given.encode())
