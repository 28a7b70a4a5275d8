"""Random changes through the actions: files say what the register says, and each change has its mark."""

import csv
import io
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.attendance.models import Attendance, Session
from participants.attendance.recording import record_attendance, version_of
from participants.employers.models import Placement
from participants.employers.placing import place
from participants.merging.actions import merge_records
from participants.register.actions import correct_spell
from participants.register.actions.entry import correct_entry
from participants.register.actions.errors import ActionRefused
from participants.register.actions.protection import change_protection
from participants.register.actions.voiding import void_participation
from participants.register.identity.numbers import decrypt_number, parse_number
from participants.register.models import Participation
from projects.models import Municipality
from reporting.statistics import actions, files
from reporting.statistics.monthly.months import last_of
from reporting.statistics.monthly.states import State
from reporting.statistics.overview import Overview
from tests.numbers import nth_number
from tests.participants.attendance.examples import session_of
from tests.participants.employers.examples import NUMBER, employer_of
from tests.reporting.statistics.examples import (
    MONTHS,
    correct,
    people_to_report,
    prepare_as_shown,
)
from tests.sample_objects import rolled_back

pytestmark = pytest.mark.django_db
DAYS = st.integers(0, 110).map(lambda days: date(2018, 1, 2) + timedelta(days))
COLUMNS = ["employed", "employer", "employer_number", "municipality"]
WHICH = st.sampled_from(["first", "second"])
STEPS = st.one_of(
    st.tuples(st.just("name"), WHICH, st.sampled_from(["Tall", "Ek", "Björk"])),
    st.tuples(st.just("number"), WHICH, st.integers(4, 8)),
    st.tuples(st.just("start"), WHICH, DAYS),
    st.tuples(st.just("end"), WHICH, DAYS | st.none()),
    st.tuples(st.just("hours"), WHICH, st.integers(0, 3)),
    st.tuples(st.just("protection"), WHICH, st.sampled_from(["none", "confidentiality_mark"])),
    st.tuples(st.just("status"), WHICH, st.sampled_from(["employed", "inactive", ""])),
    st.tuples(st.just("municipality"), WHICH, st.sampled_from(["1480", "0114"])),
    st.tuples(st.just("job"), WHICH, DAYS),
    st.tuples(
        st.just("columns"),
        st.none(),
        st.sampled_from([[], COLUMNS]),
    ),
    st.tuples(st.just("void"), WHICH, st.none()),
    st.tuples(st.just("merge"), st.none(), st.none()),
    *[st.tuples(st.just("send"), st.none(), st.none())] * 3,
)


class Register:
    """A project whose people change, and what a user would note of the files that were prepared."""

    def __init__(self, cast):
        self.cast, self.by = cast, cast.leader
        first, second, _hidden = people_to_report(cast)
        self.people = {"first": first, "second": second}
        session_of(Session.objects.first().activity, date(2018, 2, 20))
        actions.save_settings(cast.project, man_code="Tfxx", first_month=MONTHS[0], by=self.by)
        self.employer = employer_of(cast.project, "=Bygget", organisation_number=NUMBER)
        self.columns, self.prepared, self.order, self.is_sent, self.corrected = [], {}, {}, {}, set()

    def step(self, what, who, value):
        each = who and Participation.with_voided.get(pk=self.people[who].pk)
        with suppress(ActionRefused):  # a step that the register refuses changes nothing
            getattr(self, f"_{what}")(each, value)

    def _name(self, each, value):
        correct(each, self.cast, family_name=value)

    def _number(self, each, value):
        correct(each, self.cast, personal_identity_number=parse_number(nth_number(value)))

    def _start(self, each, value):
        self._spell(each, entry_date=value)

    def _end(self, each, value):
        self._spell(each, exit_date=value, exit_reason="completed" if value else "")

    def _spell(self, each, **values):
        spell = each.spells.order_by("entry_date").last()
        names = ("entry_date", "exit_date", "exit_reason", "municipality", "intervention")
        stored = {name: getattr(spell, name) for name in names}
        correct_spell(spell, values=stored | values, reason="Fel", by=self.by)

    def _municipality(self, each, value):
        self._spell(each, municipality=Municipality.objects.get(code=value))

    def _status(self, each, value):
        correct_entry(each, values={"labour_market_status": value}, reason="Fel", by=self.by)

    def _job(self, each, value):
        days = {"starts_on": value, "ends_on": None, "offer": None}
        place(each, values={"employer": self.employer, "kind": "job", **days}, by=self.by)

    def _columns(self, _each, value):
        actions.save_settings(self.cast.project, more_columns=value, by=self.by)
        self.columns = value

    def _hours(self, each, value):
        session = Session.objects.latest("held_on")
        found = Attendance.objects.of_record(each).filter(session=session).first()
        given = {"state": "present" if value else "", "reason": "", "missed_minutes": 0}
        given |= {"stated_minutes": value * 60 or None, "note": "Kortare" if value else ""}
        record_attendance(session, each, values=given, seen=version_of(found), by=self.by)

    def _protection(self, each, value):
        change_protection(each, level=value, reason="Beslut", may_lower=True, by=self.by)

    def _void(self, each, _value):
        void_participation(each, reason="Fel person", by=self.by)

    def _merge(self, _each, _value):
        merge_records(*self.people.values(), chosen={}, reason="Dubbel", by=self.by)

    def _send(self, _each, _value):
        for month in self.to_send() or MONTHS:
            if not self.is_sent.get(month) or month in self.to_send():
                self._send_one(month)

    def _send_one(self, month):
        file = prepare_as_shown(self.cast.project, month, by=self.by)
        if month in self.prepared:
            self.corrected.add(month)
        self.prepared[month], self.order[month] = file.rows, len(self.order) + file.pk
        self.is_sent[month] = False
        about = {"sent_on": timezone.localdate(), "receipt": "", "reason": "Prov"}
        actions.record_sent(file, **about, by=self.by)
        self.is_sent[month] = True

    def written(self, month, rows):
        """Return the rows of the CSV of a month, read back."""
        file = Overview(self.cast.project).latest.get(month)
        content = files.render("csv", file, rows, "sv", self.columns).decode("utf-8-sig")
        return sorted(tuple(row.values()) for row in csv.DictReader(io.StringIO(content), delimiter=";"))

    def to_send(self):
        """Return the months that differ from their file, and those after them or after a correction."""
        again, found, corrected = False, set(), 0
        for month in MONTHS:
            if month in self.prepared:
                again = again or self.recorded(month) != self.written(month, self.prepared[month])
                if again or corrected > self.order[month]:
                    found.add(month)
                if month in self.corrected:
                    corrected = max(corrected, self.order[month])
        return found

    def recorded(self, month):
        """Return the rows as read from the register, one person at a time."""
        found = []
        for each in Participation.objects.in_project(self.cast.project).select_related("person"):
            spells = [
                spell
                for spell in each.spells.order_by("entry_date")
                if spell.entry_date <= last_of(month) and (spell.exit_date or month) >= month
            ]
            attended = Attendance.objects.counted().of_record(each)
            held = attended.filter(session__held_on__range=(month, last_of(month)), state="present")
            hours = sum(held.values_list("minutes", flat=True)) // 60
            found += [self._row(each, spell, hours if spell == spells[-1] else 0, month) for spell in spells]
        return sorted(found)

    def _row(self, each, spell, hours, month):
        person, born = each.person, each.person.birth_date
        names = (decrypt_number(person), each.given_name, each.family_name)
        if person.is_protected:
            names = (f"{born:%Y%m%d}{'Tf29' if person.sex == 'woman' else 'Tfxx'}", "", "")
        names = tuple(f"'{name}" if name.startswith("=") else name for name in names)
        ended = spell.exit_date if spell.exit_date and spell.exit_date <= last_of(month) else ""
        sex = "kvinna" if person.sex == "woman" else "man"
        facts = self._facts(each, spell, min(last_of(month), spell.exit_date or last_of(month)))
        days = (str(born), str(spell.entry_date), str(ended))
        return *names, sex, *days, str(hours), *(facts[name] for name in self.columns)

    def _facts(self, each, spell, last):
        if each.person.is_protected:
            return dict.fromkeys(self.columns, "")
        of_record = Q(participation=each) | Q(participation__merged_into=each)
        has_job = Placement.objects.filter(of_record, kind="job", starts_on__lte=last).exists()
        status = each.labour_market_status
        return {
            "employed": ("ja" if status == "employed" else "nej") if status else "",
            "employer": "'=Bygget" if has_job else "",
            "employer_number": NUMBER if has_job else "",
            "municipality": spell.municipality_id,
        }


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
def test_files_say_what_is_recorded_and_each_change_has_its_mark(cast, steps):
    with rolled_back():
        register = Register(cast)
        register.step("send", None, None)
        assert len(register.prepared) == len(MONTHS)
        for step in steps:
            register.step(*step)
            overview = Overview(cast.project)
            marked = {month for month, state in overview.states.items() if state == State.TO_SEND_AGAIN}
            assert marked == register.to_send(), step
        for month in MONTHS:
            file = overview.latest[month]
            assert file.rows == register.prepared[month]
            if month not in marked:
                assert register.recorded(month) == register.written(month, file.rows)
