"""A form beside the review, such as Phiếu A: its own facts of the household; no class, status or case of it (R1)."""

from __future__ import annotations

from typing import Any

from server.domain.entities import EntityAction
from server.domain.facts import BESIDE, load_facts

from .households import create_household, update_household
from .rounds import open_cases_of
from .scene import Scene


def note_beside(scene: Scene) -> None:
    """Keep what the form is about; a household found with it is still to be reviewed."""
    known = load_facts().household
    own: dict[str, Any] = scene.facts_json["household"]
    noted = {name: value for name, value in own.items() if name in known and known[name].group in BESIDE}
    if scene.action == EntityAction.CREATE:
        create_household(scene, noted)
        open_cases_of(scene.applying, str(scene.household_id))
    elif scene.household is not None:
        update_household(scene, noted)
    scene.applying.bump_village(scene.village_code)
