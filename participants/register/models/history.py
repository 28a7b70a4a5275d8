"""History tables of the participant models: one row per write, without numbers and sensitive answers."""

from accounts.audit.row_history import track
from participants.register.models.merge import Merge
from participants.register.models.outcomes import OutcomeEvent
from participants.register.models.participation import Participation
from participants.register.models.person import FormerNumber, Person
from participants.register.models.protection import AuthorisedCaseWorker, ProtectedRecordAccess
from participants.register.models.saved_filter import SavedFilter
from participants.register.models.situation import Moment, situation_fields
from participants.register.models.spell import Spell

# Special categories, health and signs of distress; the ground for admission is free text.
SENSITIVE = (
    *Participation.BACKGROUND_FIELDS,
    "homeless",
    *Participation.TARGET_GROUP_FIELDS,
    "admission_ground",
)
# Benefits tell of illness and of distress.
INCOMES = [name for moment in Moment.values for name in situation_fields(moment) if name.startswith("income")]

PersonHistory = track(
    Person,
    hidden={
        "number": ["number_index"],
        "seal": ["number_encrypted", "number_key_version"],
        "rest": ["created_at"],
    },
)
FormerNumberHistory = track(
    FormerNumber,
    hidden={"number": ["number_index"], "seal": ["number_encrypted", "number_key_version"]},
    find_by="person",
)
ParticipationHistory = track(
    Participation, hidden={"sensitive": [*SENSITIVE, "void_reason"], "rest": ["public_id", "created_at"]}
)
# `project` repeats the participation's project, which never changes.
SpellHistory = track(
    Spell,
    hidden={"sensitive": INCOMES, "rest": ["recorded_at"]},
    ignored=["project"],
    find_by="participation",
)
OutcomeEventHistory = track(
    OutcomeEvent,
    hidden={"sensitive": ["evidence", "correction_reason"], "rest": ["recorded_at"]},
    ignored=["project", "place"],
    find_by="participation",
)
AuthorisedCaseWorkerHistory = track(AuthorisedCaseWorker, find_by="participation")
ProtectedRecordAccessHistory = track(
    ProtectedRecordAccess,
    hidden={"sensitive": ["note"]},
    ignored=["used_at"],
    find_by="participation",
)
MergeHistory = track(
    Merge, hidden={"sensitive": ["reason", "undo_reason"], "rest": ["merged_at"]}, find_by="merged"
)
# Free text may name a person.
SavedFilterHistory = track(SavedFilter, hidden={"sensitive": ["name"]})
