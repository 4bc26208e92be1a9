"""Every kind of job and what runs it; what looks for work that nothing else enqueues."""

from __future__ import annotations

from collections.abc import Callable

from server.services import photos, webhooks
from server.services.imports.jobs import HANDLERS as IMPORTS
from server.services.ingest.later import HANDLERS as INGEST
from server.services.jobs import Handler
from server.services.node import Node

HANDLERS: dict[str, Handler] = {**INGEST, **IMPORTS, webhooks.DELIVER_JOB: webhooks.deliver}
SWEEPS: tuple[Callable[[Node], None], ...] = (webhooks.sweep, photos.sweep)
