"""Lists of employers: corrected, saved and undone; the rules of the forms; found, repeated and contradicted rows."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from accounts.audit.models import AuditEntry
from participants.employers.actions import remove_item
from participants.employers.branches import Branch
from participants.employers.contact_details import ContactDetails
from participants.employers.forms.employer_forms import ContactForm, EmployerForm, WorkplaceForm
from participants.employers.models import Contact, Employer, Workplace
from participants.imports.actions import ImportRefused, ImportUnanswered, check_file, import_file
from participants.imports.employer_files.row_forms import CONTACT, EMPLOYER, WORKPLACE
from participants.imports.models import ImportDraft, ImportedRows, ImportJob, ReplacedContact
from participants.imports.reading.columns import FORMATS
from participants.imports.review.actions import is_large
from tests.answers import outside_tags
from tests.factories import OSKARSHAMN, VASTERVIK
from tests.jobs import run_jobs
from tests.numbers import nth_number
from tests.participants.employers.examples import DETAILS, NUMBER, contact_of, employer_of, offer_of
from tests.participants.imports.files import csv_file
from tests.participants.imports.test_mending import send, upload
from tests.participants.imports.test_results import imported as confirmed_import

pytestmark = pytest.mark.django_db
OTHER = "2120000746"  # of another employer
KARIN = {"contact": DETAILS.name, "role": DETAILS.role, "email": DETAILS.email, "phone": DETAILS.phone}


def row(name="Kajens bageri", **values):
    return {"employer": name} | values


def state():
    """Return what is stored, with the details of the contacts."""
    return (
        list(Employer.objects.order_by("pk").values_list("pk", *EMPLOYER)),
        list(Workplace.objects.order_by("pk").values_list("pk", "address", "municipality", "employer")),
        [(each.pk, each.employer_id, each.details) for each in Contact.objects.order_by("pk")],
    )


def states(page):
    return {link.label: link.count for link in page.context["listed"].links}


def imported(project, rows, *, by, **options):
    return import_file(project, "employers", csv_file(rows, "employers"), by=by, **options)


def test_a_list_is_corrected_saved_and_undone(cast, sign_in):
    client, project = sign_in(cast.leader), cast.project
    cafe = employer_of(project, "Hamnkaféet", branch="I")
    contact = contact_of(cafe, by=cast.leader)
    quiet = contact_of(cafe, by=cast.leader, details=ContactDetails("Nils Nej", phone="070-1"), agrees=False)
    before, sole_trader = state(), nth_number(1)
    listed = client.get(reverse("employers:list", args=[project.slug])).text
    assert reverse("imports:import_employers", args=[project.slug]) in listed
    rows = [
        row(organisation_number=NUMBER, branch="bygg", address="Kaj 1", municipality="Oskarshamn", **KARIN),
        row(organisation_number=NUMBER, address="Kaj 2", municipality="Västervik", contact="Åke Ek"),
        row(organisation_number=NUMBER, address="kaj 1", municipality=OSKARSHAMN, contact="Åke Ek"),
        row("HAMNKAFÉET", organisation_number=OTHER, branch="R", contact=DETAILS.name, phone="0491-9"),
        row("Hamnkaféet", contact="Nils Nej", phone="070-2"),
        row("Hamnkaféet", address="Kajgatan 1", municipality=OSKARSHAMN, branch="vård och omsorg"),
        row("Elins trädgård", organisation_number=sole_trader[2:], sole_trader="ja"),
        row("Hamnkaféet", branch="bygg"),
    ]
    page = upload(client, cast, rows, "employers")
    assert sole_trader[2:] not in page.text
    assert states(page) == {
        "Alla rader": 8,
        "Att rätta": 1,
        "Dubbel i filen": 3,
        "Tveksam": 1,
        "Ny": 1,
        "Ändrad": 2,
    }
    assert "Raderna 5 och 9 säger olika saker" in page.text
    assert state() == before
    one_row = reverse("imports:import_row", args=[project.slug, page.context["draft"].pk, 2])
    assert "Kaj 1" in client.get(one_row).text
    page = send(client, page, "/correct/", 8, **{"empty-organisation_number": "on"})
    page = send(client, page, "/leave-out/", 9, reason="unknown", text="")
    text = " ".join(outside_tags(page.text).split())
    change = "0491-123456 → blir 0491-9"
    for shown in (
        "hotell och restaurang",
        change,
        "••• → blir •••",
        "Kaj 2, Västervik",
        "2 kontaktpersoner är nya",
    ):
        assert shown in text, shown
    assert "070-1" not in text
    confirm = reverse("imports:import_confirm", args=[project.slug, page.context["draft"].pk])
    assert "confirmed" in client.post(confirm, {"asked": ["employer_number"]}, follow=True).text
    client.post(confirm, {"confirmed": ["employer_number"]})
    assert run_jobs("import") == 1
    job = ImportJob.objects.get()
    assert (job.state, job.result["created"], job.result["updated"]) == ("done", 2, 3), job.failure
    bakery = Employer.objects.get(organisation_number=NUMBER)
    assert (bakery.branch, bakery.workplaces.count(), bakery.contacts.count()) == ("F", 2, 2)
    cafe.refresh_from_db()
    assert (cafe.name, cafe.organisation_number, cafe.branch) == ("Hamnkaféet", OTHER, "R")
    assert Contact.objects.get(pk=contact.pk).details.phone == "0491-9"
    assert Contact.objects.get(pk=quiet.pk).details.phone == "070-2"
    assert Employer.objects.get(name="Elins trädgård").is_sole_trader
    assert {"employers_imported", "employer_added", "contact_changed"} <= {
        *AuditEntry.objects.values_list("action", flat=True)
    }

    about = [project.slug, job.pk]
    text = outside_tags(client.get(reverse("imports:import_rows", args=about)).text)
    for shown in ("Arbetsgivare", "Hamnkaféet", "Karin Kontakt", "Kaj 2, Västervik", "Utelämnad"):
        assert shown in text, shown
    file = client.get(reverse("imports:import_rows_csv", args=about)).content.decode()
    assert "Kajens bageri" in file
    assert "0491-9" not in file  # what a contact's details became is not kept
    assert DETAILS.phone.encode() not in b"".join(
        map(bytes, ReplacedContact.objects.values_list("details_encrypted", flat=True))
    )
    undo = reverse("imports:import_undo", args=about)
    text = client.get(undo).text
    for shown in (
        "Nya arbetsgivare som tas bort: 2.",
        "Nya arbetsplatser som tas bort: 2.",
        "tidigare uppgifter: 2.",
    ):
        assert shown in text, shown
    client.post(undo, {"reason": "Fel lista"})
    assert state() == before
    assert not ReplacedContact.objects.exists()
    gone = client.get(bakery.get_absolute_url())
    assert (gone.status_code, "Kajens bageri" in gone.text) == (410, True)
    # The same list can be imported again.
    again = upload(client, cast, rows[:3], "employers")
    assert again.context["plan"].counts == {"created": 1, "updated": 1, "unchanged": 1}


def test_what_stands_in_the_way_of_undoing(cast, sign_in):
    client, project = sign_in(cast.leader), cast.project
    cafe = employer_of(project, "Hamnkaféet")
    contact_of(cafe, by=cast.leader)
    rows = [
        row(address="Kaj 1", municipality=OSKARSHAMN, **KARIN),
        row("Hamnkaféet", branch="bygg", contact=DETAILS.name, phone="0491-9"),
    ]
    job = confirmed_import(project, rows, by=cast.leader, kind="employers")
    undo = reverse("imports:import_undo", args=[project.slug, job.pk])

    def found():
        return {(each.row, each.text) for each in client.get(undo).context["obstacles"]}

    assert found() == set()
    bakery = Employer.objects.get(name="Kajens bageri")
    offer = offer_of(bakery, workplace=bakery.workplaces.get())
    bakery.workplaces.create(project=project, municipality_id=VASTERVIK)
    Employer.objects.filter(pk=cafe.pk).update(branch="C")
    assert found() == {
        (2, "Arbetsgivaren används: för en plats, en placering eller en händelse."),
        (2, "Platser erbjuds på arbetsplatsen."),
        (2, "En arbetsplats eller kontaktperson har lagts till sedan dess."),
        (3, "Ett värde som importen skrev har ändrats sedan dess."),
    }
    assert client.post(undo, {"reason": "Fel"}).context["form"].errors
    offer.delete()
    ImportedRows.objects.update(saved_at=F("saved_at") - timedelta(seconds=1))
    assert (2, "Arbetsgivaren har ändrats sedan dess.") in found()
    assert (3, "En arbetsplats eller kontaktperson har ändrats sedan dess.") in found()
    # A contact who asks to be removed takes the earlier details along.
    assert ReplacedContact.objects.count() == 1
    remove_item(cafe.contacts.get(), by=cast.leader)
    assert not ReplacedContact.objects.exists()
    assert (3, "En arbetsplats eller kontaktperson har ändrats sedan dess.") not in found()


LONG = "Ö" * 201
CASES = [
    *(row(), row(LONG), row(f"Elin {nth_number(1)}"), row(branch="C", organisation_number=NUMBER)),
    *(row("Hamnkaféet AB"), row("Annan", organisation_number=OTHER, sole_trader="yes")),
    *(
        row(address="Kaj 1"),
        row(address="Kaj 1", municipality=VASTERVIK),
        row(address=LONG, municipality=VASTERVIK),
    ),
    *(row(municipality=OSKARSHAMN), row(address=nth_number(2), municipality=OSKARSHAMN)),
    *(row(**KARIN), row(email="karin@example.org"), row(contact="Karin", email="karin"), row(contact=LONG)),
    *(
        row(contact="Karin", phone=nth_number(3)),
        row(contact=nth_number(4)),
        row(contact="Karin", role="x" * 101),
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_the_file_refuses_what_the_forms_refuse(cast, case):
    employer = Employer(project=cast.project)
    look = {"submit": "", "cancel_url": ""}

    def refused(form, columns, **options):
        values = {name: case[column] for name, column in columns.items() if column in case}
        if not values:
            return set()
        form = form(values, **look, **options)
        return set() if form.is_valid() else {columns.get(name, "employer") for name in form.errors}

    expected = (refused(EmployerForm, EMPLOYER, instance=employer) if not case.get("branch") else set()) or (
        refused(WorkplaceForm, WORKPLACE, instance=Workplace(employer=employer))
        | refused(ContactForm, CONTACT, instance=Contact(employer=employer))
    )
    try:
        check_file(cast.project, "employers", csv_file([case], "employers"), by=cast.leader)
        found = set()
    except ImportRefused as refusal:
        found = {each.key for each in refusal.problems.listed}
    assert found == expected


def test_rows_are_found_by_number_and_name(cast):
    project, by = cast.project, cast.leader
    cafe = employer_of(project, "Hamnkaféet", organisation_number=NUMBER)
    other = employer_of(project, "Bageriet")
    with pytest.raises(ImportRefused) as refused:
        imported(project, [row("Bageriet", organisation_number=NUMBER)], by=by)
    assert [(each.key, each.kind) for each in refused.value.problems.listed] == [("employer", "several")]
    for given, code in (
        (row("Kustens konditori", organisation_number=NUMBER), "other_employer_name"),
        (row("bageriet", organisation_number=OTHER), "employer_number"),
        (row("AB Bageriet"), "similar_employer"),
    ):
        with pytest.raises(ImportUnanswered) as asked:
            imported(project, [given], by=by)
        assert [each.code for each in asked.value.questions] == [code]
        assert imported(project, [given], by=by, confirmed=[code]).writes == 1
    assert imported(project, [row("Kustens konditori AB", organisation_number=NUMBER)], by=by).updated == 1
    cafe.refresh_from_db()
    other.refresh_from_db()
    assert (cafe.name, other.name, other.organisation_number) == ("Kustens konditori AB", "Bageriet", OTHER)
    place = other.workplaces.get()
    Workplace.objects.filter(pk=place.pk).update(address="")
    assert imported(project, [row("Bageriet", municipality=OSKARSHAMN)], by=by).unchanged == 1
    assert imported(project, [row("Bageriet", address="Ny 1", municipality=OSKARSHAMN)], by=by).updated == 1
    assert [each.pk for each in other.workplaces.filter(address="Ny 1")] == [place.pk]
    assert imported(project, [row("Bageriet", address="ny 1")], by=by).unchanged == 1


def test_a_long_list_is_checked_by_the_worker():
    # Each of its rows is written and taken back.
    assert is_large(ImportDraft(kind="employers", row_count=301))
    assert not is_large(ImportDraft(kind="participants", row_count=301))


def test_every_branch_has_its_words():
    parse = FORMATS["employers"].by_key["branch"].parse
    for branch in Branch:
        assert parse(branch.value) == branch.value
        for language in ("sv", "en"):
            with translation.override(language):
                assert parse(str(branch.label)) == branch.value
