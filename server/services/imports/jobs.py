"""Jobs of imports."""

from __future__ import annotations

from server.services.jobs import Handler

from .applying import apply_run
from .checking import check_run
from .undoing import undo_run

HANDLERS: dict[str, Handler] = {"import_check": check_run, "import_apply": apply_run, "import_undo": undo_run}
