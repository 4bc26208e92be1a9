"""The API's description (OpenAPI 3.1), made of the very schemas that answers and queries go through."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from marshmallow import Schema

from . import schemas
from .access import ROUTES
from .problems import PROBLEM_TYPE

# name: (path, query, answer, what it is)
ADDRESSES: dict[str, tuple[str, type[Schema], type[Schema], str]] = {
    "areas": ("/api/v1/areas", schemas.PageQuery, schemas.AreaPage, "Areas the token sees"),
    "rounds": ("/api/v1/rounds", schemas.PageQuery, schemas.RoundPage, "Rounds of review"),
    "figures": (
        "/api/v1/rounds/{round_id}/figures",
        schemas.FiguresQuery,
        schemas.Figures,
        "A table of the consolidation with its basis, frontier and denominators",
    ),
    "progress": (
        "/api/v1/rounds/{round_id}/progress",
        schemas.ProgressQuery,
        schemas.Progress,
        "Cases by state of review in each commune",
    ),
    "cases": ("/api/v1/cases", schemas.CasesQuery, schemas.CasePage, "Cases: ids, states, classes"),
    "case": ("/api/v1/cases/{case_id}", schemas.CaseQuery, schemas.CaseDetail, "One case, as webhooks name it"),
}
REFUSALS = {
    "401": "no token, or one that opens nothing",
    "403": "the token's role does not open this",
    "404": "not there, or elsewhere",
    "410": "`changed_since` is of tables made anew since: read everything again",
    "422": "a value of the query that cannot be",
    "429": "asked too often; see Retry-After",
}


@lru_cache(maxsize=1)
def describe() -> dict[str, Any]:
    """The document."""
    # Here, because only this document needs it: a process that writes should not carry it.
    from apispec import APISpec
    from apispec.ext.marshmallow import MarshmallowPlugin

    about = "Read only. Send `Authorization: Bearer …`. Errors are application/problem+json. Answers carry an ETag."
    spec = APISpec("Rà Soát", "1", "3.1.0", info={"description": about}, plugins=[MarshmallowPlugin()])
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", schema=schemas.ProblemBody)
    for name, (path, query, answer, told) in ADDRESSES.items():
        operation = {
            "operationId": name,
            "summary": told,
            "description": f"Action `{ROUTES[name].action}`.",
            "security": [{"token": []}],
            "parameters": [*_of_path(path), {"in": "query", "schema": query}],
            "responses": {"200": _answer(answer), "304": {"description": "unchanged"}, **_refusals()},
        }
        spec.path(path=path, operations={"get": operation})
    found: dict[str, Any] = spec.to_dict()
    return found


def _of_path(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [
        {"in": "path", "name": one, "required": True, "schema": {"type": "string", "format": "uuid"}} for one in names
    ]


def _answer(schema: type[Schema]) -> dict[str, Any]:
    headers = {"ETag": {"schema": {"type": "string"}, "description": "of this very answer"}}
    return {
        "description": "what was asked for",
        "content": {"application/json": {"schema": schema}},
        "headers": headers,
    }


def _refusals() -> dict[str, Any]:
    content = {PROBLEM_TYPE: {"schema": "Problem"}}
    return {status: {"description": told, "content": content} for status, told in REFUSALS.items()}
