"""What the API takes and gives, as marshmallow schemas: the answers, the queries and the description are these."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema

from server.domain.consolidation import CLASS, MATRIX, MOVEMENT, NO, TIER, UNKNOWN, VISIT, YES
from server.domain.review import State
from server.services.audit import PURPOSES

# Names of tables as programs know them.
TABLES = {"class": CLASS, "movement": MOVEMENT, "matrix": MATRIX, "tier": TIER, "visit": VISIT}
MINORITY = {"yes": YES, "no": NO, "unknown": UNKNOWN}
REVIEW_STATES = tuple(one.value for one in State)
MOST_ROWS, USUAL_ROWS = 500, 100
LONGEST = 200


def _text(about: str, **more: Any) -> fields.String:
    return fields.String(metadata={"description": about}, **more)


def _choice(about: str, values: tuple[str, ...], **more: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(values), metadata={"description": about}, **more)


class Query(Schema):
    """What every question may say; a name that is not known is no error."""

    class Meta:
        unknown = EXCLUDE

    @validates_schema(skip_on_field_errors=False)
    def _check_letters(self, data: dict[str, Any], **_: Any) -> None:
        """NUL is a letter of no text: PostgreSQL refuses it."""
        wrong = {name: ["NUL"] for name, value in data.items() if isinstance(value, str) and "\x00" in value}
        if wrong:
            raise ValidationError(wrong)


class PageQuery(Query):
    cursor = _text("`next` of the page before", validate=validate.Length(1, LONGEST))
    limit = fields.Integer(
        load_default=USUAL_ROWS, validate=validate.Range(1, MOST_ROWS), metadata={"description": "rows a page"}
    )


class CasesQuery(PageQuery):
    changed_since = _text(
        "`changes` of an earlier answer: only what has changed since, with cases removed; not with `cursor`, `state`",
        validate=validate.Length(1, LONGEST),
    )
    round_id = fields.UUID(metadata={"description": "only this round"})
    state = _choice("only this state of review", REVIEW_STATES)
    area = _text("only in this area and below", validate=validate.Length(1, 40))


class CaseQuery(Query):
    include = _choice("`household` adds the head's name; needs `purpose`", ("household",))
    purpose = _choice("why personal data are read; written into the register of views", PURPOSES)


class FiguresQuery(Query):
    table = _choice("which table", tuple(TABLES), load_default="class")
    standard = _text("one of the round's standards; the first where none is named", validate=validate.Length(1, 60))
    place = _text(
        "an area or a village; the highest the token sees where none is named", validate=validate.Length(1, 40)
    )
    area_kind = _choice("only households of this kind of area", ("rural", "urban"))
    minority = _choice("only households whose head is of an ethnic minority, or not, or not known", tuple(MINORITY))


class ProgressQuery(Query):
    area = _text("only in this area and below", validate=validate.Length(1, 40))


class Area(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = _text("province, district or commune", required=True)
    parent_code = fields.String(required=True, allow_none=True)
    area_kind = _text("rural or urban by the register; null where it is not known", required=True, allow_none=True)
    valid_from_on = fields.String(required=True, allow_none=True)
    valid_to_on = fields.String(required=True, allow_none=True)


class Round(Schema):
    round_id = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = _text("training or official; numbers of a training round are invented", required=True)
    state = _text("draft, open, closing or closed", required=True)
    season_from_on = fields.String(required=True)
    season_to_on = fields.String(required=True)
    reference_on = fields.String(required=True)
    standards = fields.List(fields.String(), required=True)


class Place(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)


class Denominator(Schema):
    """All households and persons that rates are taken of; `reason` says why there are none."""

    households = fields.Integer(required=True, allow_none=True)
    persons = fields.Integer(required=True, allow_none=True)
    counted_on = fields.String(required=True, allow_none=True)
    is_confirmed = fields.Boolean(required=True, allow_none=True)
    missing_areas = fields.List(fields.String(), required=True)
    reason = _text("not_entered, areas_missing, not_for_this_row, or null", required=True, allow_none=True)


class Row(Schema):
    place = fields.Nested(Place, required=True, allow_none=True)
    before = _text("class before the round, in a matrix", required=True, allow_none=True)
    households = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    persons = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    rates = fields.Dict(
        keys=fields.String(),
        values=fields.Float(allow_none=True),
        required=True,
        metadata={"description": "share of all households of the place; null where `denominator.reason` says why"},
    )
    denominator = fields.Nested(Denominator, required=True)


class Figures(Schema):
    """A table as of a frontier. `basis`: assessed, before the meeting and without recognition."""

    round_id = fields.String(required=True)
    basis = _text("assessed: what forms say, not what was recognised", required=True)
    table = fields.String(required=True)
    standard = fields.String(required=True)
    place = fields.Nested(Place, required=True)
    as_of = _text("token of the frontier the numbers were read at", required=True)
    columns = fields.List(fields.String(), required=True)
    rows = fields.List(fields.Nested(Row), required=True)
    total = fields.Nested(Row, required=True)


class CommuneProgress(Schema):
    area_code = fields.String(required=True)
    cases = fields.Integer(required=True)
    by_state = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class Progress(Schema):
    round_id = fields.String(required=True)
    season_to_on = fields.String(required=True)
    communes = fields.List(fields.Nested(CommuneProgress), required=True)


class Assessed(Schema):
    standard = fields.String(required=True)
    outcome = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    b1 = fields.Integer(required=True, allow_none=True)
    b2 = fields.Integer(required=True, allow_none=True)


class Case(Schema):
    case_id = fields.String(required=True)
    round_id = fields.String(required=True)
    household_id = fields.String(required=True)
    removed = fields.Boolean(
        required=True,
        metadata={
            "description": "erased, left or moved out of the token's area: forget it; then all but the ids is null"
        },
    )
    household_code = fields.String(required=True, allow_none=True)
    area_code = fields.String(required=True, allow_none=True)
    village_code = fields.String(required=True, allow_none=True)
    state = _text("state of review", required=True, allow_none=True)
    visit_outcome = fields.String(required=True, allow_none=True)
    received_at = fields.String(required=True, allow_none=True)
    assessed = fields.List(fields.Nested(Assessed), required=True)


class Household(Schema):
    head_name = fields.String(required=True)
    member_count = fields.Integer(required=True)


class Approval(Schema):
    approved_at = fields.String(required=True)
    assessed = fields.List(fields.Nested(Assessed), required=True)


class Recognised(Schema):
    standard = fields.String(required=True)
    outcome = fields.String(required=True)
    decision_no = fields.String(required=True, allow_none=True)
    decision_on = fields.String(required=True, allow_none=True)
    from_on = fields.String(required=True, allow_none=True)


class CaseDetail(Case):
    approval = fields.Nested(Approval, required=True, allow_none=True)
    recognised = fields.List(fields.Nested(Recognised), required=True)
    household = fields.Nested(Household, required=True, allow_none=True)


class ProblemBody(Schema):
    """RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = _text("what happened, in the language asked for where there is a translation", required=True)
    code = _text("stable code", required=True)
    remedy = _text("what to do next", required=True)


def page_of(one: type[Schema]) -> type[Schema]:
    """The schema of a page: `items`, and `next`, null on the last."""
    nested = fields.List(fields.Nested(one), required=True)
    following = fields.String(required=True, allow_none=True)
    return type(f"{one.__name__}Page", (Schema,), {"items": nested, "next": following})


AreaPage, RoundPage = page_of(Area), page_of(Round)


class CasePage(page_of(Case)):  # type: ignore[misc]
    """`changes` of the first page is what to ask `changed_since` with; of changes, ask again at once while `more`."""

    changes = fields.String(required=True)
    more = fields.Boolean(required=True)
