"""The description is what the API does: requests nobody thought of get answers that it foresees."""

from __future__ import annotations

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, not_a_server_error

from server.api import create_api
from server.api.limits import Limiter

from .conftest import Reader

CONFORMS = ("status_code_conformance", "content_type_conformance", "response_schema_conformance")


@pytest.mark.parametrize("examples", [4, pytest.param(300, marks=pytest.mark.soak)])
def test_answers_are_as_described(reader: Reader, examples: int) -> None:
    app, token = create_api(reader.node, Limiter(10**9)), reader.token("supervisor", "77")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    checks = [not_a_server_error, *CHECKS.get_by_names(CONFORMS)]
    values = {"round_id": reader.round.round_id, "case_id": reader.filled[0].fields["case_id"]}
    seen = set()
    for result in schema.get_all_operations():
        operation = result.ok()

        @hypothesis.given(case=operation.as_strategy(), is_known=st.booleans())
        @hypothesis.settings(max_examples=examples, deadline=None, derandomize=True, database=None)
        def run(case: schemathesis.Case, *, is_known: bool) -> None:
            known = {name: values[name] for name in case.path_parameters or {}}
            case.path_parameters = known if is_known else case.path_parameters
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=checks)

        run()
        seen.add(operation.path)
    assert len(seen) == 6
