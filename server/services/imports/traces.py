"""Where a person leaves a trace of having done something: a form, a decision, a paper. A test keeps the list whole."""

from __future__ import annotations

from typing import Any

from server.store.tables import (
    AreaAttribute,
    AreaChange,
    CaseApproval,
    Correction,
    DenominatorEntry,
    DuplicateDecision,
    DuplicateNote,
    ErasurePlan,
    FormCorrection,
    Grant,
    HouseholdAssignment,
    ImportDone,
    ImportRun,
    ListSigned,
    Observation,
    OutcomeRuling,
    PackAdoption,
    PackEntry,
    PaperEntry,
    ProgramToken,
    Recheck,
    ReviewEvent,
    ReviewFigure,
    TabletChange,
    VisitDeclaration,
)

# Forms are told by the narrow table of figures, and by those keyed from paper.
ACTED: tuple[Any, ...] = (
    *(ReviewFigure.actor_id, VisitDeclaration.actor_id, ReviewEvent.actor_id, CaseApproval.actor_id),
    *(Correction.actor_id, Correction.confirmed_by, FormCorrection.actor_id, OutcomeRuling.actor_id),
    *(PaperEntry.enumerator_id, PaperEntry.keyed_by, PaperEntry.second_by, PaperEntry.decided_by),
    *(Recheck.drawn_by, Observation.actor_id, DuplicateDecision.decided_by, DuplicateNote.actor_id),
    *(AreaChange.actor_id, AreaAttribute.actor_id, ListSigned.actor_id, DenominatorEntry.actor_id),
    *(ImportRun.actor_id, ImportDone.actor_id, PackEntry.actor_id, PackAdoption.actor_id),
    *(ErasurePlan.proposed_by, ErasurePlan.decided_by, Grant.giver_id, Grant.delegator_id),
    *(HouseholdAssignment.given_by, TabletChange.changed_by, ProgramToken.actor_id, ProgramToken.created_by),
)

__all__ = ["ACTED"]
