"""Destroying personal data under a decision of two people (R29): proposed, confirmed, carried out, cleaned up after."""

from .clean import clean_up, compact
from .deciding import Decision, confirm, get_plan, propose, refuse
from .listing import Target, count_round, list_items
from .listing_job import LIST_JOB, list_plan
from .running import RUN_JOB, run_plan
from .terms import read_terms, set_terms

__all__ = [
    "LIST_JOB",
    "RUN_JOB",
    "Decision",
    "Target",
    "clean_up",
    "compact",
    "confirm",
    "count_round",
    "get_plan",
    "list_items",
    "list_plan",
    "propose",
    "read_terms",
    "refuse",
    "run_plan",
    "set_terms",
]
