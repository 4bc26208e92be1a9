"""The supervisors' queue: its filters, its counts, one page of it, and the queues a person has saved."""

from .choices import Choices, read_choices
from .counts import ASKED, LIMIT, QueueCounts, add_up, count_asked, count_up_to
from .filters import (
    ARGS,
    BUILT_IN,
    MOVEMENT_GROUPS,
    NEAR_POINTS,
    OVERDUE_DAYS,
    SEVERITIES,
    SORTS,
    STATES,
    QueueFilter,
    from_args,
    to_args,
)
from .page import (
    PAGE_SIZE,
    QueuePage,
    QueueRow,
    find_step,
    list_case_ids,
    list_pairs,
    read_names,
    read_queue,
    read_rows,
)
from .query import Scope, finds_names
from .saved import drop_queue, list_saved, save_queue

__all__ = [
    "ARGS", "ASKED", "BUILT_IN", "LIMIT", "MOVEMENT_GROUPS", "NEAR_POINTS", "OVERDUE_DAYS", "PAGE_SIZE", "SEVERITIES",
    "SORTS", "STATES", "Choices", "QueueCounts", "QueueFilter", "QueuePage", "QueueRow", "Scope", "add_up",
    "count_asked", "count_up_to", "drop_queue", "find_step", "finds_names", "from_args", "list_case_ids", "list_pairs",
    "list_saved", "read_choices", "read_names", "read_queue", "read_rows", "save_queue",
    "to_args",
]  # fmt: skip
