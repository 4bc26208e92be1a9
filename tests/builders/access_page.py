"""`python -m tests.builders.access_page` writes docs/developer/access.md from the tables that decide."""

from __future__ import annotations

from pathlib import Path

from server.api.access import ROUTES as API_ROUTES
from server.domain.access import ACTIONS, ROLES
from server.web.access_table import ANYBODY, NOBODY, PROVINCE, ROUTES, SOMEWHERE, Route

PAGE = Path(__file__).parents[2] / "docs" / "developer" / "access.md"
WORDS = {
    NOBODY: "open to everybody",
    ANYBODY: "who is signed in",
    SOMEWHERE: "some area; shows only what lies there",
    PROVINCE: "the whole province",
}
HEAD = """# Who may open what

Written by `python -m tests.builders.access_page` from `server/domain/access.py` (roles, actions) and
`server/web/access_table.py` (routes); a test compares. The guard asks before a view runs, a route without a row is
closed to everybody, and `tests/contracts/test_access.py` opens every route as every role over its own commune, another,
the district above, the province, and with an expired grant. Tablets have addresses of their own, opened by a token.
Programs read the API (`server/api/access.py`) with one grant of a person.
"""


def render_page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *_roles(), "", *_actions(), "", *_routes(), "", *_api_routes(), ""])


def _roles() -> list[str]:
    lines = ["## Roles", "", "| Role | Granted over | Grant must end |", "|---|---|---|"]
    rows = [f"| {name} | {', '.join(one.levels)} | {'yes' if one.needs_end else ''} |" for name, one in ROLES.items()]
    return lines + rows


def _actions() -> list[str]:
    lines = ["## Actions", "", f"| Action | {' | '.join(ROLES)} |", "|---" * (len(ROLES) + 1) + "|"]
    rows = [
        f"| {action} | {' | '.join('x' if role in roles else '' for role in ROLES)} |"
        for action, roles in sorted(ACTIONS.items())
    ]
    return lines + rows


def _routes() -> list[str]:
    return ["## Routes", "", "| Route | Action | Over |", "|---|---|---|", *_rows(ROUTES)]


def _api_routes() -> list[str]:
    return ["## Routes of the API", "", "| Route | Action | Over |", "|---|---|---|", *_rows(API_ROUTES)]


def _rows(routes: dict[str, Route]) -> list[str]:
    return [
        f"| {endpoint} | {one.action or '–'} | {WORDS.get(one.over) or f'where `{one.over}` lies'} |"
        for endpoint, one in sorted(routes.items())
    ]


if __name__ == "__main__":
    PAGE.write_text(render_page(), "utf-8")
