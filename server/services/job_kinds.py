"""Every kind of job and what runs it; what looks for work that nothing else enqueues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.services import photos, webhooks
from server.services.doubles import jobs as doubles
from server.services.ingest.later import HANDLERS as INGEST
from server.services.jobs import Handler
from server.services.node import Node
from server.services.receiving import retry_after_upgrade


def _of_imports(kind: str) -> Handler:
    """A list comes in seldom: what reads sheets (7 MB) is loaded when one does, not in every process that writes."""

    def handle(node: Node, args: dict[str, Any]) -> None:
        from server.services.imports.jobs import HANDLERS as IMPORTS

        IMPORTS[kind](node, args)

    return handle


def _run_erasure(node: Node, args: dict[str, Any]) -> None:
    """Destroying is seldom, too."""
    from server.services.erasure import run_plan

    run_plan(node, args)


def _list_erasure(node: Node, args: dict[str, Any]) -> None:
    """So is the list of what would be."""
    from server.services.erasure import list_plan

    list_plan(node, args)


HANDLERS: dict[str, Handler] = {
    **INGEST,
    **{kind: _of_imports(kind) for kind in ("import_check", "import_apply", "import_undo")},
    "erasure_run": _run_erasure,
    "erasure_list": _list_erasure,
    webhooks.DELIVER_JOB: webhooks.deliver,
    doubles.SEARCH_JOB: doubles.search_job,
}
SWEEPS: tuple[Callable[[Node], None], ...] = (webhooks.sweep, photos.sweep, doubles.sweep, retry_after_upgrade)
