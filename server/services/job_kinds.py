"""Every kind of job and what runs it."""

from __future__ import annotations

from server.services.ingest.later import HANDLERS as INGEST
from server.services.jobs import Handler

HANDLERS: dict[str, Handler] = {**INGEST}
