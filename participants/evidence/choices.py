"""Choices of proof, and the requirements that each project begins with."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from participants.register.models import OutcomeEvent


class Fact(TextChoices):
    """Facts that can need proof, in the order in which they happen."""

    TARGET_GROUP = "target_group", _("target group")
    STATUS = "status", _("labour-market status at the start")
    EMPLOYMENT = "employment", _("employment")
    BUSINESS = "business", _("own business")
    EDUCATION = "education", _("studies")
    QUALIFICATION = "qualification", _("qualification")
    SIX_MONTHS = "six_months", _("in work after six months")


class ProofKind(TextChoices):
    REGISTER_EXTRACT = "register_extract", _("extract from a register")
    AUTHORITY_LETTER = "authority_letter", _("letter from an authority")
    CONTRACT = "contract", _("employment contract")
    EMPLOYER_CERTIFICATE = "employer_certificate", _("employer's certificate")
    PAYSLIP = "payslip", _("payslip")
    SCHOOL_CERTIFICATE = "school_certificate", _("certificate or admission from a school")
    BUSINESS_REGISTER = "business_register", _("extract from the business register")
    DECLARATION = "declaration", _("the participant's own declaration")
    STAFF_DECLARATION = "staff_declaration", _("declaration by staff")
    TELEPHONE_NOTE = "telephone_note", _("note of a telephone call")
    SIGNED_ATTENDANCE = "signed_attendance", _("signed paper on attendance")


# A scan of a signed certificate or week sheet proves no fact, and needs no review.
KINDS_FOR_FACTS = tuple(kind for kind in ProofKind if kind != ProofKind.SIGNED_ATTENDANCE)


class Reviewer(TextChoices):
    ANY = "any", _("any case worker, also the one who added it")
    OTHER = "other", _("another user than the one who added it")
    LEADER = "leader", _("a project leader who did not add it")


class ItemState(TextChoices):
    WAITING = "waiting", _("to review")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class Rejection(TextChoices):
    ILLEGIBLE = "illegible", _("can't be read")
    WRONG_PERSON = "wrong_person", _("about another person")
    WRONG_DATE = "wrong_date", _("the date is missing or wrong")
    NOT_SIGNED = "not_signed", _("not signed")
    NOT_ENOUGH = "not_enough", _("does not show what it should")
    OTHER = "other", _("another reason")


class FactState(TextChoices):
    """State of the proof that the project requires of a fact."""

    NOT_NEEDED = "not_needed", _("no proof needed")
    MISSING = "missing", _("proof missing")
    WAITING = "waiting", _("proof to review")
    ACCEPTED = "accepted", _("proof accepted")
    REJECTED = "rejected", _("proof rejected")


STATE_KINDS = {
    FactState.NOT_NEEDED: "none",
    FactState.MISSING: "warn",
    FactState.WAITING: "info",
    FactState.ACCEPTED: "good",
    FactState.REJECTED: "bad",
}


class Requirement(NamedTuple):
    kinds: tuple[ProofKind, ...]  # that count
    quantity: int  # 0: no proof is needed
    reviewer: Reviewer
    is_file_kept: bool = True  # False: the paper is only seen, and its file removed once it has been reviewed


class ProvenFact(NamedTuple):
    """A fact of a participant: of the entry, or an outcome by kind and day."""

    fact: Fact
    outcome_kind: str = ""
    happened_on: date | None = None


_Kind = OutcomeEvent.Kind
FACT_OF_OUTCOME = {
    _Kind.EMPLOYMENT: Fact.EMPLOYMENT,
    _Kind.SELF_EMPLOYMENT: Fact.BUSINESS,
    _Kind.EDUCATION: Fact.EDUCATION,
    _Kind.QUALIFICATION: Fact.QUALIFICATION,
    # What a follow-up says did not happen needs no proof.
    _Kind.FOLLOW_UP_EMPLOYED: Fact.SIX_MONTHS,
    _Kind.FOLLOW_UP_SELF_EMPLOYED: Fact.SIX_MONTHS,
}
AT_ENTRY = (Fact.TARGET_GROUP, Fact.STATUS)

_WORK = (ProofKind.CONTRACT, ProofKind.EMPLOYER_CERTIFICATE, ProofKind.PAYSLIP)
_AUTHORITY = (ProofKind.REGISTER_EXTRACT, ProofKind.AUTHORITY_LETTER)
_LATER = (ProofKind.BUSINESS_REGISTER, ProofKind.DECLARATION, ProofKind.TELEPHONE_NOTE)
_COUNTING = {
    Fact.TARGET_GROUP: (*_AUTHORITY, ProofKind.STAFF_DECLARATION),
    Fact.STATUS: (*_AUTHORITY, ProofKind.DECLARATION),
    Fact.EMPLOYMENT: _WORK,
    Fact.BUSINESS: (*_AUTHORITY, ProofKind.BUSINESS_REGISTER),
    Fact.EDUCATION: (ProofKind.REGISTER_EXTRACT, ProofKind.SCHOOL_CERTIFICATE),
    Fact.QUALIFICATION: (ProofKind.SCHOOL_CERTIFICATE,),
    Fact.SIX_MONTHS: (*_WORK, *_LATER),
}
# Of a project whose leader has changed nothing. One paper is enough for each.
DEFAULTS = {fact: Requirement(kinds, 1, Reviewer.ANY) for fact, kinds in _COUNTING.items()}
