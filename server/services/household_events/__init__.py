"""Events about households between reviews, each a signed record judged by `server.domain.household_events` (R7-R11)."""

from .moving import accept, check_depart, check_withdraw, decline, depart, list_communes, withdraw
from .persons import NewPerson, Paper, correct_person, identify, join, leave, papers_of
from .reading import Here, When, find_by_code, find_open_move, read_here
from .splitting import MergeOrder, SplitOrder, check, check_both, merge, split
from .undoing import Last, find_last, undo

__all__ = ["Here", "Last", "MergeOrder", "NewPerson", "Paper", "SplitOrder", "When", "accept", "check", "check_both",
    "check_depart", "check_withdraw", "correct_person", "decline", "depart", "find_by_code", "find_last",
    "find_open_move", "identify", "join", "leave", "list_communes", "merge", "papers_of", "read_here", "split", "undo",
    "withdraw"]  # fmt: skip
