"""Kinds of work that follow from the register itself."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.casework.kinds import LATEST_EXIT, TODAY, FactsKind
from participants.casework.own_kinds.missing_answers import missing_answers
from participants.register.models import Participation
from participants.register.pages.person_page import form_url
from participants.register.querysets import INCOMPLETE, WITHOUT_RESULT, due_for_follow_up


def _form(name):
    return lambda item: form_url(item.participation, name)


def _result_text(item):
    return _("Record what happened by %(date)s: later results do not count") % {"date": date_text(item.due)}


def _late_result_text(item):
    return _("No result is recorded: what happened by %(date)s can still be added") % {
        "date": date_text(item.due)
    }


def _follow_up_text(item):
    return _("Follow up six months after leaving: due since %(date)s") % {"date": date_text(item.due)}


def _incomplete_text(item):
    fields = [Participation._meta.get_field(name) for name in missing_answers(item.participation)]
    names = get_text_list([str(field.verbose_name) for field in fields], _("and"))
    return _("Missing: %(names)s") % {"names": names}


def _missing_address(item):
    person = item.participation
    return reverse("casework:missing", args=[person.project.slug, person.public_id])


def _no_exit_text(item):
    return _("The project ended on %(date)s: record the end") % {"date": date_text(item.due)}


REGISTER_KINDS = [
    FactsKind(
        key="result",
        label=gettext_lazy("Results upon leaving"),
        order=10,
        condition=WITHOUT_RESULT & Q(immediate_until__gte=TODAY),
        due=F("immediate_until"),
        text=_result_text,
        address=_form("outcome"),
        about="result",
        is_legal=True,
    ),
    FactsKind(
        key="follow-up",
        label=gettext_lazy("Follow-ups after six months"),
        order=20,
        condition=due_for_follow_up(LATEST_EXIT),
        due=F("follow_up_from"),
        text=_follow_up_text,
        address=_form("outcome"),
        about="follow-up",
        is_legal=True,
    ),
    FactsKind(
        key="incomplete",
        label=gettext_lazy("Answers missing in the record"),
        order=30,
        condition=INCOMPLETE,
        due=F("first_entry"),
        text=_incomplete_text,
        address=_missing_address,
        is_legal=True,
        has_deadline=False,
    ),
    FactsKind(
        key="late-result",
        label=gettext_lazy("Results still missing after the 28 days"),
        order=40,
        condition=WITHOUT_RESULT & Q(immediate_until__lt=TODAY),
        due=F("immediate_until"),
        text=_late_result_text,
        address=_form("outcome"),
        about="result",
        is_legal=True,
    ),
    FactsKind(
        key="no-exit",
        label=gettext_lazy("Ends missing: the project is over"),
        order=50,
        condition=Q(last_exit__isnull=True, project__ends_on__lt=TODAY),
        due=F("project__ends_on"),
        text=_no_exit_text,
        address=_form("exit"),
        is_legal=True,
    ),
]
