"""Unknown headings: matched on the page, remembered for the owner, used again and forgotten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from accounts.audit.row_versions import version_of
from participants.imports.actions import ImportRefused, check_file
from participants.imports.headings.heading_row import described
from participants.imports.headings.shape import may_be_kept, shape_of
from participants.imports.models import RememberedHeadings
from participants.imports.reading.columns import HEADINGS
from participants.imports.reading.table_reader import open_table
from tests.factories import MembershipFactory, OrganisationFactory, ProjectFactory
from tests.participants.imports.files import ASA, text_file

HEADER = "Pnr;Förnamn;Efternamn;Kommun;Insteg;Handledare"
LIST = f"{HEADER}\n{ASA};Åsa;Öberg;0882;2018-03-01;Eva\n"


def upload(client, project, text=LIST):
    address = reverse("imports:import_participants", args=[project.slug])
    return client.post(address, {"file": SimpleUploadedFile("lista.csv", text.encode())}, follow=True)


@pytest.mark.django_db
def test_headings_are_matched_once_for_the_owner_and_can_be_forgotten(cast, sign_in):
    project, leader = cast.project, sign_in(cast.leader)
    project.partners.filter(role="owner").delete()
    owner = project.partners.create(role="owner", organisation=OrganisationFactory()).organisation
    page = upload(leader, project)
    form, draft = page.context["headings_form"], page.context["draft"]
    assert form.headings == ["Pnr", "Insteg", "Handledare"]
    assert "Rätta först det som står ovanför raderna." in page.text
    assert (page.context["problem_rows"], "rad att rätta" in page.text) == (0, False)
    address = reverse("imports:import_headings", args=[project.slug, draft.pk])

    twice = {"heading_0": "personal_identity_number", "heading_1": "personal_identity_number"}
    for wrong, said in ((twice, "Välj varje kolumn en gång."), ({}, "Välj vad minst en av kolumnerna är.")):
        assert said in leader.post(address, wrong | {"version": version_of(draft)}, follow=True).text
    assert not RememberedHeadings.objects.exists()

    chosen = {"heading_0": "personal_identity_number", "heading_1": "entry_date", "heading_2": "-"}
    page = leader.post(address, chosen | {"version": version_of(draft)}, follow=True)
    assert page.context["plan"].created == 1
    assert "“pnr” = personnummer" in page.text.casefold()
    kept = RememberedHeadings.objects.get()
    assert kept.columns == {"pnr": "personal_identity_number", "insteg": "entry_date", "handledare": "-"}
    assert ASA not in str(vars(kept))
    assert AuditEntry.objects.get(action="import_headings_changed").details["columns"] == 3

    # The same headings in another order, in another project of the owner; not in one of another owner.
    other = ProjectFactory(slug="syskon", starts_on=project.starts_on, ends_on=None)
    other.partners.create(role="owner", organisation=owner)
    MembershipFactory(user=cast.leader, project=other, leader=True)
    turned = f"Insteg;{HEADER.replace('Insteg;', '')}\n2018-03-01;{ASA};Åsa;Öberg;0882;Eva\n"
    assert upload(leader, other, turned).context["plan"].created == 1
    stranger = ProjectFactory(slug="annan", starts_on=project.starts_on, ends_on=None)
    for other_list, where in ((turned, stranger), (LIST.replace("Kommun;", "Ort;"), project)):
        with pytest.raises(ImportRefused) as refused:
            check_file(where, "participants", text_file(other_list), by=None)
        assert "Pnr" in refused.value.problems.unknown_headings

    page = leader.get(reverse("imports:import_participants", args=[other.slug]))
    assert "Kolumner som är ihågkomna" in page.text
    leader.post(reverse("imports:import_forget_headings", args=[other.slug, "participants"]))
    assert not RememberedHeadings.objects.exists()
    assert upload(leader, project).context["headings_form"]


@pytest.mark.django_db
def test_a_known_heading_stays_what_it_is(cast):
    header = HEADER.split(";")
    columns = {
        "förnamn": "family_name",
        "pnr": "personal_identity_number",
        "insteg": "entry_date",
        "handledare": "-",
    }
    RememberedHeadings.objects.create(
        project=cast.project, kind="participants", shape=shape_of(header), columns=columns
    )
    plan = check_file(cast.project, "participants", text_file(LIST), by=None)
    assert plan.new_participations[0].rows[0].given_name == "Åsa"


@pytest.mark.parametrize(
    ("heading", "is_kept"),
    [
        ("Pnr", True),
        ("Ort 2", True),
        (ASA, False),
        ("Åsa 940112", False),
        ("asa@kommun.se", False),
        ("x" * 61, False),
        ("", False),
    ],
)
def test_a_heading_with_a_number_or_an_address_is_never_kept(heading, is_kept):
    assert may_be_kept(heading) == is_kept


@given(st.lists(st.text(max_size=5), max_size=5), st.randoms())
def test_the_shape_is_the_set_of_headings(header, order):
    turned = [
        heading.upper() if heading.upper().casefold() == heading.casefold() else heading for heading in header
    ]
    order.shuffle(turned)
    assert shape_of(turned) == shape_of(header)


OTHER_HEADER = "Pnr;Tilltalsnamn;Släktnamn;Bostadsort;Insteg;Handledare"
TITLES = "Deltagarlista, Kalmar;;;;;\nUtskrivet av;Eva;Ek;i;Kalmar;län\n"


@pytest.mark.django_db
def test_a_list_without_known_headings_is_matched_and_its_row_of_headings_chosen(cast, sign_in):
    project, leader = cast.project, sign_in(cast.leader)
    cells = f"{ASA};Åsa;Öberg;0882;2018-33-01;Eva\n"
    page = upload(leader, project, f"{TITLES}{OTHER_HEADER}\n{cells}")
    form, draft = page.context["heading_row_form"], page.context["draft"]
    assert form.fields["row"].choices == [
        (2, "rad 2: Utskrivet av, Eva, Ek, i …"), (3, "rad 3: Pnr, Tilltalsnamn, Släktnamn, Bostadsort …")
    ]  # fmt: skip
    assert "Ingen av rubrikerna på rad 2 är känd." in page.text
    row, match, correct = (
        reverse(f"imports:import_{name}", args=[project.slug, draft.pk])
        for name in ("heading_row", "headings", "correct")
    )

    def send(address, **values):
        draft.refresh_from_db()
        return leader.post(address, values | {"version": version_of(draft)}, follow=True)

    assert send(row, row=4).context["problems"].header_row == 2  # a row with a number is none of headings
    page = send(row, row=3)
    headings = page.context["headings_form"].headings
    assert headings == OTHER_HEADER.split(";")
    columns = ["personal_identity_number", "given_name", "family_name", "municipality", "entry_date", "-"]
    page = send(match, **{f"heading_{place}": name for place, name in enumerate(columns)})
    # A mistake under a matched heading is corrected in its own column.
    assert [(each.row, each.key) for each in page.context["problems"].listed] == [(4, "entry_date")]
    page = send(
        correct, row=4, **{"cell-entry_date": "2018-03-01", "was-entry_date": "", "seen-entry_date": ""}
    )
    assert page.context["plan"].created == 1

    # The next list of this kind needs no choice, not even of the row, and its marked copy is read like it.
    page = upload(leader, project, f"{TITLES}{OTHER_HEADER}\n{cells.replace('33', '03')}")
    assert page.context["plan"].created == 1
    marked = f"att rätta;{OTHER_HEADER}\n;{cells.replace('33', '03')}"
    assert upload(leader, project, marked).context["plan"].created == 1


ROWS_OF_HEADINGS = {
    "no headings": ([f"{ASA};Åsa;Öberg;2018-03-01"], None),
    "a title above": (["Deltagare", "Pnr;Namn;Start;Ort"], 2),
    "a day above": (["Utdrag;2019-01-01;;", "Pnr;Namn;Start;Ort"], 2),
    "a day in words above": (["Kalmar;den 3 januari 2019;", "Pnr;Namn;Start"], 2),
    "one known heading above": (["Kommun;Kalmar;;;;", "Pnr;Namn;Start;Ort;A;B"], 2),
    "a wide title with one": (["Kommun;Kalmar;Småland;;;", "Pnr;Namn;Start;Ort;A;B"], 2),
    "known headings": (["a;b;c;d", "förnamn;efternamn;Pnr;Start"], 2),
    "an answer": (["Åsa;Öberg;ja;nej"], None),
    "a title with the separator of others": (["Lista, A, B, C, D", "Pnr;Namn;Start", "1;2;3"], 2),
    "few columns": (["Namn;Ort", "Åsa;Kalmar"], None),
    "a heading on two lines": (['"Pers.\nnr";Namn;Start'], 1),
}


@pytest.mark.parametrize("name", ROWS_OF_HEADINGS)
def test_the_row_of_headings_is_proposed(name):
    lines, row = ROWS_OF_HEADINGS[name]
    table = open_table(text_file("\n".join([*lines, f"{ASA};Åsa;2018-03-01"])), HEADINGS)
    assert [number for number, _text in described(table.first)][-1:] == ([row] if row else [])
    assert table.header_row == (row or 1)
