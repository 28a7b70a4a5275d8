"""Bookings of the accounts: amounts, a file from its upload to its undoing, and what is asked."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from participants.imports.booking_files.amounts import amount
from participants.imports.models import ImportJob
from participants.imports.reading.errors import ParseError
from projects.forms.fields import AmountField
from projects.models import FinancingEntry
from reporting.reports.since_last.counted_since import booked_since
from tests.jobs import run_jobs
from tests.reporting.claims.examples import claims_of
from tests.reporting.reports.documents import create_submitted_report, kalmar

HEADER = "datum;källa;belopp;ändamål;timmar;verifikation;anteckning\n"
LEDGER = "datum;källa;debet;kredit;timmar;verifikation\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 000,50", "10000.50"),
        ("10.000,50", "10000.50"),
        ("10,000.50", "10000.50"),
        ("1.250.000", "1250000"),
        ("-1 250,00", "-1250"),
        ("−1 250,00", "-1250"),
        ("1250,00-", "-1250"),
        ("(1 250,00)", "-1250"),
        ("1 250,00 kr", "1250"),
        ("SEK 500", "500"),
        ("500:-", "500"),
        ("1234.5600000000001", "1234.56"),
        ("0,5", "0.5"),
        *(
            (text, None)
            for text in ("1.250", "1,250", "-1 2 50", "0,125", "12 50", "1250,005", "--5", "-(5)")
        ),
        *((text, None) for text in ("5-5", "1e3", "ett", "5 %", "(5", "1.250,00.5", "٣")),
    ],
)
def test_amounts(text, expected):
    if expected is None:
        with pytest.raises(ParseError):
            amount(text)
    else:
        assert amount(text) == Decimal(expected)


@given(
    st.decimals(min_value=-(10**11), max_value=10**11, places=2),
    st.sampled_from([(" ", ","), ("", ","), ("", "."), (".", ","), (",", "."), (" ", ".")]),
    st.sampled_from(["-{}", "{}-", "({})", "- {}", "-{} kr", "({} kr)"]),
)
def test_an_amount_is_read_back_to_the_oere(value, marks, below_zero):
    whole, oere = f"{abs(value):,.2f}".split(".")
    written = whole.replace(",", marks[0]) + marks[1] + oere
    written = below_zero.format(written) if value < 0 else written
    assert amount(written) == value
    assert AmountField().clean(written) == value  # the form reads it alike


@pytest.fixture
def money(cast):
    """The project's sources and a named part of its budget."""
    return [
        cast.project.financing.create(source="esf"),
        cast.project.financing.create(source="in_kind_time", position=1),
        cast.project.budget_lines.create(name="Personal", amount=9000),
    ]


def upload(client, cast, lines, header=HEADER):
    address = reverse("imports:import_bookings", args=[cast.project.slug])
    return client.post(address, {"pasted": header + "\n".join(lines)}, follow=True)


def states(page):
    return {row.row: str(row.state) for row in page.context["listed"].rows}


def post(client, name, cast, page, **data):
    pk = page.context["draft"].pk
    version = page.text.split('name="version" value="')[1].split('"')[0]
    address = reverse(f"imports:{name}", args=[cast.project.slug, pk])
    return client.post(address, {"version": version} | data, follow=True)


@pytest.mark.django_db
def test_a_file_from_its_upload_to_its_undoing(cast, sign_in, money):
    client = sign_in(cast.leader)
    esf = money[0]
    esf.entries.create(booked_on=date(2018, 3, 1), amount=100, voucher="A 1")
    lines = [
        "2018-03-01;ESF-stöd;100,00;;;A 1;",  # stored
        "2018-03-05;esf-stöd;10 000,50;personal;;A 2;Löner",
        "2018-03-05;ESF-stöd;1.250;;;A 3;",  # can be read in two ways
        "2018-03-06;in natura: deltagartid;980,00;;10;;Timmar",
        "2018-03-07;ESF-stöd;(99,50);;;A 4;",
        "Summa;;12 231,00;;;;",
    ]
    page = upload(client, cast, lines)
    assert states(page) == {2: "unchanged", 3: "new", 4: "error", 5: "new", 6: "new", 7: "warning"}
    mended = {"row": 4, "cell-amount": "1250", "was-amount": "", "seen-amount": "1.250"}
    page = post(client, "import_correct", cast, page, **mended)
    assert states(page)[4] == "new"
    assert states(page)[7] == "skipped", page.context["listed"].rows[-1]
    sums = page.context["sums"]
    assert (sums.total, sums.new, sums.count) == (Decimal("12231.00"), Decimal("12131.00"), 5)
    assert not FinancingEntry.objects.exclude(voucher="A 1").exists()
    post(client, "import_confirm", cast, page)
    run_jobs("import")
    draft = page.context["draft"].pk
    ended = client.get(reverse("imports:import_review", args=[cast.project.slug, draft]))
    assert "Visa de bokförda posterna" in ended.text
    assert "Visa deltagarna" not in ended.text
    job = ImportJob.objects.get()
    assert job.state == "done", job.failure
    saved = FinancingEntry.objects.exclude(voucher="A 1")
    assert sum(entry.amount for entry in saved) == sums.new
    assert {entry.booked_by for entry in saved} == {cast.leader}
    assert AuditEntry.objects.get(action="bookings_imported").details["created"] == 4
    address = [cast.project.slug, job.pk]
    shown = client.get(reverse("imports:import_rows", args=address)).text
    assert "2018-03-05 · ESF-stöd · 10 000,50" in shown.replace("\u00a0", " ")
    assert client.get(reverse("imports:import_rows_csv", args=address)).content.count(b"\n") == 7

    undo = reverse("imports:import_undo", args=address)
    assert "Bokförda poster som tas bort: 4." in client.get(undo).text
    client.post(undo, {"reason": "Fel månad"})
    assert FinancingEntry.objects.get().voucher == "A 1"
    # The same file again.
    again = upload(client, cast, [*lines[:2], *lines[3:5]])
    assert again.context["plan"].counts == {"unchanged": 1, "created": 3}


@pytest.mark.django_db
def test_what_is_asked(cast, sign_in, money):
    client = sign_in(cast.leader)
    esf = money[0]
    esf.entries.create(booked_on=date(2018, 3, 1), amount=100)
    esf.entries.create(booked_on=date(2018, 3, 2), amount=50, voucher="B 1")
    lines = [
        "2018-03-01;esf;100;0,00;;",  # like a stored one, without a voucher
        "2018-03-02;esf;;50;;B 1",  # another amount of the voucher: below zero
        "2018-03-03;esf;7;;;B 2",
        "2018-03-03;esf;7;;;B 2",
        "2018-03-04;Personal;7;;;",  # not a source
        "2018-03-04;esf;7;;9;",  # hours of money
        "2017-01-01;esf;7;8;;",
        "2018-03-05;esf;;;;",
        "2018-03-05;esf;0;;;",
        "Delsumma;;114;50;;",
    ]
    page = upload(client, cast, lines, LEDGER)
    assert states(page) == {
        2: "registered",
        3: "warning",
        4: "new",
        5: "double",
        11: "warning",  # the amounts of mistaken rows are added up, too
        **dict.fromkeys(range(6, 11), "error"),
    }
    problems = {problem.row: problem.message for problem in page.context["problems"].listed}
    assert problems[6] == "Skriv något av detta: ESF-stöd; In natura: deltagartid."
    assert "Timmar anges" in problems[7]
    assert "Bara en av debet" in problems[8]
    page = upload(client, cast, [*lines[:4], lines[-1]], LEDGER)
    assert page.context["sums"].total == 64
    keys = page.context["answers"].initial["asked"]
    assert {key.rpartition("-")[0] for key in keys} == {"booked_already", "same_booking", "voucher"}
    post(client, "import_confirm", cast, page, asked=keys)
    assert not ImportJob.objects.exists()
    # The form books on the same voucher after the answers: the import asks again.
    post(client, "import_confirm", cast, page, confirmed=keys, asked=keys)
    form = reverse("projects:book", args=[cast.project.slug, esf.pk])
    client.post(form, {"booked_on": "2018-03-03", "amount": "8", "voucher": "B 2"})
    before = FinancingEntry.objects.count()
    run_jobs("import")
    assert ImportJob.objects.get().failure == "changed"
    assert FinancingEntry.objects.count() == before
    # Nothing of it is shown to those who don't work with the project's money.
    worker = sign_in(cast.case_worker)
    assert upload(worker, cast, lines).status_code == 403


@pytest.mark.django_db
def test_what_counts_a_booking_stands_in_the_way(cast, sign_in, money):
    client = sign_in(cast.leader)
    page = upload(client, cast, ["2018-03-05;esf;5;;;A 1;", "2019-03-05;esf;6;;;A 2;"])
    post(client, "import_confirm", cast, page)
    run_jobs("import")
    undo = reverse("imports:import_undo", args=[cast.project.slug, ImportJob.objects.get().pk])
    assert not client.get(undo).context["obstacles"]
    claims_of(cast.project, by=cast.leader)
    found = [(each.row, each.text) for each in client.get(undo).context["obstacles"]]
    assert found == [(2, "Rad i en ansökan")]
    client.post(undo, {"reason": "Fel månad"})
    assert FinancingEntry.objects.count() == 2
    # Of a report, the sums until its last day.
    create_submitted_report(cast.project, kalmar(ends_on="2018-12-31"))
    entries = FinancingEntry.objects.order_by("booked_on")
    submitted = datetime(2019, 4, 2, 12, tzinfo=UTC)
    assert booked_since(cast.project, entries, submitted) == {}
    assert [*booked_since(cast.project, entries, submitted - timedelta(1))] == [entries[0].pk]
