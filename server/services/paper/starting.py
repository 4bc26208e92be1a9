"""A form as it is opened to be keyed: the household chosen, its people there, last year's answers to be confirmed."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from lxml import etree
from sqlalchemy import Connection, select

from server.domain.facts import HouseholdFacts, Value
from server.forms.filled import EntityClaims, Filled, SubmissionMaker
from server.forms.layout import local_name
from server.services.lists.of_case import case_list
from server.store.tables import Submission
from sync.log import read_subject

# What the form captures of the list when a tablet chooses a household, by the list's columns.
CAPTURED = {
    "village": "village",
    "area_kind": "area_kind",
    "title": "label",
    "case_id": "case_id",
    "assignment_id": "assignment_id",
    "rev": "rev",
    "last_status": "recognised",
    "last_class": "assessed",
    "screened": "screening",
    "e_head": "head",
}
_PLACES = ("hh", "no")
NEW_HOUSEHOLD = "Hộ mới"


def make_start(connection: Connection, case: Any, form_xml: bytes) -> bytes:
    """The form filled in as far as a tablet's is right after the household was chosen."""
    row = _read(case_list(connection, case, "households"))[0]
    members = [_person(one) for one in _read(case_list(connection, case, "members"))]
    fields = {name: row[column] for name, column in CAPTURED.items()}
    known = {name: text for name, text in row.items() if name not in (*CAPTURED.values(), "name", "size")}
    fields |= {"loaded": row["name"], "src": "h", "n_known": str(len(members)), "return_no": "0", **known}
    if case.instance_id:
        fields["rev"] = _rev_before(connection, case)
    entity = EntityClaims(base=row["__version"], trunk=row["__version"], branch=str(uuid.uuid4()), label=row["label"])
    filled = Filled(f"uuid:{uuid.uuid4()}", HouseholdFacts({}, tuple(members)), fields, entity)
    return SubmissionMaker(form_xml).make(filled)


def make_new_start(connection: Connection, place: Any, form_xml: bytes) -> bytes:
    """The form for a household that is on no list: its village given, an id of its own; its people say who heads it."""
    row = next(one for one in _read(case_list(connection, place, "villages")) if one["name"] == place.village_code)
    title, household_id = f"{NEW_HOUSEHOLD} – {row['label']}", str(uuid.uuid4())
    fields = {"loaded": household_id, "src": "n", "village": place.village_code, "area_kind": row["area_kind"]}
    fields |= {"new_village": place.village_code, "title": title}
    fields |= {"n_known": "0", "return_no": "0", "has_new": "yes", "assignment_id": row["assignment_id"]}
    entity = EntityClaims(create=True, update=False, label=title, id=household_id)
    filled = Filled(f"uuid:{uuid.uuid4()}", HouseholdFacts({}, ()), fields, entity)
    return SubmissionMaker(form_xml).make(filled)


def renew(start: bytes) -> bytes:
    """The same beginning for another keying: an id of its own."""
    return _with_meta(start, "instanceID", f"uuid:{uuid.uuid4()}")


def without_beginning(xml: bytes) -> bytes:
    """What was keyed, as a first form: the beginning it was filled in on is no version of the household."""
    return _with_meta(xml, "deprecatedID", None)


def _with_meta(xml: bytes, name: str, text: str | None) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    for meta in [one for one in root.iter(etree.Element) if local_name(one) == "meta"]:
        for node in [one for one in meta if local_name(one) == name]:
            if text is None:
                meta.remove(node)
            else:
                node.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _rev_before(connection: Connection, case: Any) -> str:
    """What was known before the case's first form: a sheet asked apart from it knows nothing of it (R15).

    The two then stand beside each other until a supervisor chooses.
    """
    query = select(Submission.instance_id).where(Submission.case_id == case.case_id)
    ours = set(connection.execute(query).scalars())
    digest = ""
    for found in read_subject(connection, case.household_id):
        if found.record.envelope.key in ours:
            break
        digest = found.record.digest
    return digest[:16]


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def _person(row: dict[str, str]) -> dict[str, Value]:
    known: dict[str, Value] = {name: text for name, text in row.items() if text and name not in _PLACES}
    return {"state": "in"} | known
