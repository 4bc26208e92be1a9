"""Imports of what exists (R28): a file is read, checked as a dry run, applied in batches, signed off, or taken back."""

from .runs import (
    STATES,
    choose_villages,
    fix_cells,
    get_run,
    list_runs,
    plan_run,
    remove_run,
    reopen_run,
    replace_file,
    start_apply,
    start_run,
)
from .staff import check_may_import

__all__ = [
    "STATES",
    "check_may_import",
    "choose_villages",
    "fix_cells",
    "get_run",
    "list_runs",
    "plan_run",
    "remove_run",
    "reopen_run",
    "replace_file",
    "start_apply",
    "start_run",
]
