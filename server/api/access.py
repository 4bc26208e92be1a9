"""Every route of the API with what it asks of who reads; the words are those of the pages' table."""

from __future__ import annotations

from server.domain.access import NOBODY, SOMEWHERE, Route

ROUTES: dict[str, Route] = {
    "openapi": Route(NOBODY),
    "unknown": Route(NOBODY),
    "areas": Route(SOMEWHERE, "view_areas"),
    "rounds": Route(SOMEWHERE, "view_rounds"),
    "figures": Route(SOMEWHERE, "view_figures"),
    "progress": Route(SOMEWHERE, "view_figures"),
    "cases": Route(SOMEWHERE, "view_cases"),
    "case": Route("case_id", "view_cases"),
}
