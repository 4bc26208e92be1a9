"""What is derived of a submission before its rows are written: findings and classes."""

from __future__ import annotations

import base64
import logging
from typing import Any

from server.domain.checks import check_leaps
from server.domain.entities import ERRORS
from server.domain.findings import WARN, Finding
from server.domain.imports.statuses import outcomes_under
from server.forms.spec import Purpose
from server.services.ingest.work import assess_facts, check_facts, except_rules

from .scene import Scene, previous_facts, round_rules

LOG = logging.getLogger("rasoat.projection")


def payload_xml(payload: dict[str, Any]) -> bytes:
    """The exact bytes the phone sent."""
    xml = payload["xml"]
    return xml.encode() if isinstance(xml, str) else base64.b64decode(xml["base64"])


def derive(scene: Scene) -> None:
    """Findings and classes: what intake computed, made anew where the register gives another area kind (R12)."""
    if scene.action in ERRORS:
        scene.flags.append(scene.action.value)
        LOG.warning("the entity block of %s is not applied: %s", scene.answers.instance_id, scene.action.value)
    extra = [one for one in scene.answers.entities if not one.is_top_level]
    if extra:
        values = {"count": len(extra), "blank": sum(not one.label for one in extra)}
        scene.findings.append(Finding("entity_in_repeat", WARN, values=values))
    is_scored = scene.round is not None and scene.round.purpose != Purpose.SURVEY and not scene.is_beside
    if is_scored and scene.answers.has_said:
        rules = round_rules(scene.applying.node, scene.applying.connection, scene.round)
        worked = scene.applying.worked
        checked = worked.checked if worked is not None else None
        scene.findings += check_facts(scene.facts, previous_facts(scene), rules, checked)
        exceptions = scene.household.exceptions or () if scene.household is not None else ()
        if worked is not None and worked.is_assessed and worked.assessed_kind == scene.area_kind and not exceptions:
            scene.assessments = worked.assessments
        else:
            scene.assessments = assess_facts(scene.facts, except_rules(rules, exceptions), scene.area_kind)
        recognised = scene.household.recognised if scene.household is not None else {}
        before = outcomes_under(recognised, [one.standard for one in scene.assessments])
        scene.findings += check_leaps(before, [(one.standard, one.outcome) for one in scene.assessments])
    if scene.is_apart and scene.round.purpose == Purpose.TRIAL:
        scene.flags.append("trial_form")
    version = scene.applying.payload["form_version"]
    scene.findings += [Finding(flag, WARN, values={"version": version}) for flag in scene.flags]
