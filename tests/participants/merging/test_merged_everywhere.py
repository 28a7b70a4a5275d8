"""A merge under rotated keys, after a submitted report, in the extract, in the access log, and hidden."""

import io
import json
import os
import re
from functools import partial

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AccessLogEntry
from participants.register.models import Participation
from reporting import disclosure
from reporting.reports import jobs
from reporting.reports.models import Report
from reporting.reports.verification.pseudonyms import pseudonym
from tests.addresses import addresses
from tests.answers import content_of as bytes_of
from tests.factories import MembershipFactory, OutcomeEventFactory, ParticipationFactory
from tests.participants.merging.test_merging import COORDINATION, NUMBER, merge, page_of, undo
from tests.participants.privacy.extract_support import content_of, extract, fields
from tests.participants.privacy.test_extract import text_of
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, submitted
from tests.sizes import DEEP

pytestmark = pytest.mark.django_db
WHY = "Registrerad två gånger"


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def one_key(settings):
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {1: os.urandom(32)}, 1


@pytest.fixture
def pair(cast, one_key):
    both = [
        ParticipationFactory(
            project=cast.project,
            person__number=number,
            family_name=name,
            spell__left=True,
            created_by=cast.case_worker,
        )
        for number, name in ((NUMBER, "Lind"), (COORDINATION, "Quistgård"))
    ]
    OutcomeEventFactory(participation=both[1], evidence="Anställningsavtal", recorded_by=cast.colleague)
    return both


def merged_of(pair):
    return Participation.with_voided.get(merge__first=pair[0])


def found(client, number):
    answer = client.post("/participants/search/", {"q": number, "project": ""}, follow=True)
    return [row.participation for row in answer.context["rows"]]


# Keys


def test_merged_records_are_found_and_restored_after_both_keys_were_rotated(settings, leader, pair):
    merge(leader, *pair)
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {**settings.DATA_KEYS, 2: os.urandom(32)}, 2
    output = io.StringIO()
    call_command("rotate_keys", stdout=output, stderr=output)
    assert "Key 1 may be removed" in output.getvalue()
    settings.DATA_KEYS = {2: settings.DATA_KEYS[2]}
    settings.INDEX_KEY = os.urandom(32)
    call_command("rotate_index_key", stdout=output)

    for number in (NUMBER, COORDINATION):
        assert found(leader, number) == [merged_of(pair)]
    assert leader.post(f"{merged_of(pair).get_absolute_url()}reveal/").status_code == 200
    undo(leader, merged_of(pair))
    assert [found(leader, number) for number in (NUMBER, COORDINATION)] == [[each] for each in pair]


# After a submitted report


@pytest.fixture
def report(cast, pair, monkeypatch):
    monkeypatch.setattr(jobs.files, "render", quick_render)
    return submitted(cast.project, by=cast.leader)


def frozen(report):
    """Return all that a submitted report holds, its files' bytes included."""
    return list(Report.objects.filter(pk=report.pk).values())


def page(client, report, name, *rest):
    return client.get(reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest]))


def words_of(answer):
    return " ".join(re.sub("<[^>]+>", " ", answer.text).split())


def evidence(client, report, pair):
    """Return the listed codes, and what each person's page says of the report's figures."""
    listed = page(client, report, "evidence")
    codes = {pseudonym(report, each.pk) for each in pair}
    assert all(code in listed.text for code in codes)
    return [page(client, report, "evidence_person", code) for code in sorted(codes)]


def test_a_merge_and_its_undoing_leave_a_submitted_report_as_it_is(cast, sign_in, leader, pair, report):
    auditor = sign_in(MembershipFactory(project=cast.project, auditor=True, reason="Stickprov").user)
    before = frozen(report)
    files = [bytes_of(page(leader, report, "download", kind, "sv")) for kind in ("pdf", "csv", "xlsx")]
    figures = json.dumps(report.figures, sort_keys=True)

    merge(leader, *pair)
    for _step in ("merged", "undone"):
        assert frozen(report) == before
        assert json.dumps(Report.objects.get(pk=report.pk).figures, sort_keys=True) == figures
        assert files == [
            bytes_of(page(leader, report, "download", kind, "sv")) for kind in ("pdf", "csv", "xlsx")
        ]
        for person in evidence(auditor, report, pair):
            assert person.status_code == 200
            assert "Lind" not in person.text
            assert "Quistgård" not in person.text
        if _step == "merged":
            undo(leader, merged_of(pair))


def test_what_has_changed_since_names_the_merge_and_then_its_undoing(leader, pair, report):
    merge(leader, *pair)
    merged = words_of(page(leader, report, "changes"))
    assert "Sammanslagna dubbletter: 1" in merged
    assert "−1" in merged
    undo(leader, merged_of(pair))
    undone = words_of(page(leader, report, "changes"))
    assert "−1" not in undone
    assert "Registret ger samma siffror" in undone or "samma siffror" in undone


def test_a_later_report_that_falls_by_a_merge_names_it(cast, leader, pair, report, monkeypatch):
    # What funders are shown of it is chosen from the figures alone, and the search for that is long.
    choose = partial(disclosure.choose_suppressed_cells, complementary=False)
    monkeypatch.setattr(disclosure, "choose_suppressed_cells", choose)
    merge(leader, *pair)
    later = made(cast.project, starts_on=FROM.replace(month=10), ends_on=TO, by=cast.leader)
    falls = [rule for rule in later.document.rules if rule.id == "V-A62"]
    assert falls
    assert all("sammanslagna dubbletter: 1" in f"{rule.text.sv} {rule.detail}" for rule in falls)


@pytest.mark.parametrize("is_merged", [True, False])
def test_evidence_of_a_record_that_no_longer_counts_says_why(cast, leader, pair, report, is_merged):
    if is_merged:
        merge(leader, *pair)
    else:
        for each in pair:
            leader.post(f"{each.get_absolute_url()}void/", {"reason": "Fel"})
    listed = page(leader, report, "evidence")
    assert listed.context["figure"].reported == 2
    assert listed.context["figure"].meets_now == set()
    for answer in evidence(leader, report, pair):
        assert answer.status_code == 200
        why = "Posten har slagits ihop med en annan" if is_merged else "Registreringen har makulerats"
        assert why in words_of(answer)


# The extract


@pytest.fixture
def content(cast, sign_in, leader, pair):
    leader.get(pair[1].get_absolute_url())
    merge(leader, *pair)
    return content_of(sign_in(cast.case_worker), merged_of(pair))


def test_the_extract_has_the_merge_and_both_records(cast, content, pair):
    [made] = [fields(each) for each in content["merges"]]
    assert made["reason"]["value"] == WHY
    texts = [json.dumps(each, ensure_ascii=False) for each in content["merged_records"]]
    assert len(texts) == 2
    assert ["Lind" in texts[0], "Quistgård" in texts[1]] == [True, True]
    whole = json.dumps(content, ensure_ascii=False)
    for digits in (NUMBER, COORDINATION):
        assert re.search(rf"{digits[:8]}-?{digits[8:]}", whole)
    assert "Anställningsavtal" in whole
    readers = json.dumps(content["readers"], ensure_ascii=False)
    assert cast.leader.full_name in readers, "who read a record before it was merged"


def test_the_extract_after_the_undoing_says_what_was_done(cast, sign_in, leader, pair):
    merge(leader, *pair)
    undo(leader, merged_of(pair))
    for each, other in (pair, reversed(pair)):
        content = content_of(sign_in(cast.case_worker), each)
        [made] = [fields(row) for row in content["merges"]]
        assert (made["reason"]["value"], made["undo_reason"]["value"]) == (WHY, "Två personer")
        assert other.family_name not in json.dumps(content, ensure_ascii=False), "another person's name"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_extract_on_paper_has_both_records(cast, sign_in, leader, pair, language):
    merge(leader, *pair)
    shown = text_of(extract(sign_in(cast.case_worker), merged_of(pair), kind="pdf", language=language))
    assert "Quistgård" in shown
    assert WHY in " ".join(shown.split())


# The access log


def test_every_view_on_the_way_to_a_merge_and_back_is_recorded(leader, pair):
    def seen():
        since = AccessLogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return lambda: {
            key for entry in AccessLogEntry.objects.filter(pk__gt=since) for key in entry.subjects
        }

    keys = {each.pk for each in pair}
    viewed = seen()
    leader.get(page_of(*pair))
    assert keys <= viewed()
    merge(leader, *pair)
    viewed = seen()
    leader.get(f"{merged_of(pair).get_absolute_url()}undo-merge/")
    assert merged_of(pair).pk in viewed()


# A protected person


@pytest.fixture
def hide(cast, leader):
    """Return a function that gives one of the records a protected identity, open to the leader."""

    def hide(participation):
        participation.person.protection = "protected_registration"
        participation.person.save(update_fields=["protection"])
        participation.authorised_case_workers.create(user=cast.leader, authorised_by=cast.leader)
        leader.post(f"{participation.get_absolute_url()}open/", {"why": "correction"})

    return hide


def others(cast):
    """Return the users who may not open the person; in the ordinary run one has the roles of most."""
    if DEEP:
        auditor = MembershipFactory(project=cast.project, auditor=True, reason="Stickprov").user
        return cast.colleague, cast.funder, cast.administrator, cast.stranger, auditor, cast.former
    MembershipFactory(user=cast.colleague, project=cast.project, funder=True)
    MembershipFactory(user=cast.colleague, project=cast.project, auditor=True, reason="Stickprov")
    MembershipFactory(user=cast.colleague, project=cast.other_project, leader=True)
    return cast.colleague, cast.administrator, cast.former


@pytest.mark.parametrize("number", ["first", "second"])
def test_no_one_else_reads_of_a_protected_person_who_was_merged(cast, sign_in, leader, pair, hide, number):
    report = submitted(cast.project, by=cast.leader)  # with its real files
    hide(pair[1])
    merge(leader, *pair, number=number, reason="Flyttade från Nybro")
    records = [*pair, merged_of(pair)]
    marks = ("Quistgård", "Lind", "Anställningsavtal", "Nybro", COORDINATION, NUMBER, NUMBER[2:8])
    for who in others(cast):
        client = sign_in(who)
        for path in paths(cast, records, report):
            text = bytes_of(client.get(path, follow=True)).decode(errors="replace")
            assert [mark for mark in marks if mark in text] == [], (who, path)


@pytest.mark.parametrize("number", ["first", "second"])
def test_evidence_of_a_record_merged_with_a_protected_one_is_hidden(
    cast, sign_in, leader, pair, hide, report, number
):
    auditor = sign_in(MembershipFactory(project=cast.project, auditor=True, reason="Stickprov").user)
    assert any("Anställningsavtal" in answer.text for answer in evidence(auditor, report, pair))
    hide(pair[0])
    merge(leader, *pair, number=number, reason="Flyttade från Nybro")
    for answer in evidence(auditor, report, pair):
        assert "Oskarshamn" not in answer.text
        assert "Anställningsavtal" not in answer.text
        assert "skyddad" in answer.text.lower()
    colleague = sign_in(MembershipFactory(project=cast.project, leader=True).user)
    locked = [page(colleague, report, "evidence_person", pseudonym(report, each.pk)) for each in pair]
    assert [answer.status_code for answer in locked] == [403, 403]
    assert "Nybro" not in page(colleague, report, "changes").text


def paths(cast, records, report):
    """Yield the addresses of the project, of the records and of the report that need nothing else."""
    for address in addresses():
        names = set(address.parameters)
        if names == {"slug"}:
            yield address.path({"slug": cast.project.slug})
        elif names == {"slug", "public_id"}:
            found = [report] if address.label.startswith("reports:") else records
            yield from (
                address.path({"slug": cast.project.slug, "public_id": each.public_id}) for each in found
            )
        elif names == {"slug", "public_id", "code"} and address.label.startswith("reports:"):
            codes = [pseudonym(report, each.pk) for each in records[:2]]
            yield from (
                address.path({"slug": cast.project.slug, "public_id": report.public_id, "code": code})
                for code in codes
            )
