"""Records: signed envelopes, chains per stream, order, authority. Pure; written down in `sync/PROTOCOL.md`."""

from .authority import Authority, Reason, fold_authority
from .canonical import canonical_json
from .carrying import carries
from .envelope import Draft, Envelope, ForgeryError, Record, StreamHead, derive_salt, seal, verify
from .events import History, fold_order, read_history
from .frontier import Frontier, Missing, missing
from .judging import Counts, judge
from .keys import NodeKey
from .kinds import KINDS, Kind, Part
from .merkle import merkle_root
from .state import RecordedState, recorded_state
from .subjects import SubjectState, find_conflicts, fold_subject
from .upcasting import read_payload

__all__ = [
    "KINDS",
    "Authority",
    "Counts",
    "Draft",
    "Envelope",
    "ForgeryError",
    "Frontier",
    "History",
    "Kind",
    "Missing",
    "NodeKey",
    "Part",
    "Reason",
    "Record",
    "RecordedState",
    "StreamHead",
    "SubjectState",
    "canonical_json",
    "carries",
    "derive_salt",
    "find_conflicts",
    "fold_authority",
    "fold_order",
    "fold_subject",
    "judge",
    "merkle_root",
    "missing",
    "read_history",
    "read_payload",
    "recorded_state",
    "seal",
    "verify",
]
