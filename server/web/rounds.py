"""The rounds of this node."""

from __future__ import annotations

from typing import Any

from flask import render_template

from server.domain.access import Actor
from server.services import rounds

from .frame import Frame


class Rounds:
    """Pages on rounds."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def rounds(self, actor: Actor) -> Any:  # noqa: ARG002
        """The rounds of this node."""
        return render_template(
            "web/rounds.html", rounds=rounds.list_rounds(self._frame.node), packs=self._frame.node.packs
        )
