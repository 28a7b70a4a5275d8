"""A project leader edits a project: facts, texts, bookings and items of every type."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import Organisation
from projects import access
from projects.item_types import ITEM_TYPES
from projects.models import Target, TargetGroup
from projects.views import editing
from tests.factories import (
    OSKARSHAMN,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    SubProjectFactory,
    TargetFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db

# The form data to add an item of each type.
EXAMPLES = {
    "targets": {
        "measure": "work",
        "part": "project",
        "comparison": "at_least",
        "value": "390",
        "unit": "number",
    },
    "target-groups": {"name": "Nyanlända", "all_of": ["newly_arrived"]},
    "interventions": {"name": "Ny väg", "municipality": OSKARSHAMN},
    "partners": {"new_name": "Nya bolaget AB", "new_kind": "company", "role": "partner"},
    "municipalities": {"municipality": "0880"},
    "sub-projects": {"name": "Norra delen"},
    "budget-lines": {"name": "Utvärdering", "amount": "27 500 kr"},
    "financing": {"source": "in_kind_time", "planned": "1 000,50"},
    "phases": {"kind": "closing", "starts_on": "2020-03-01", "ends_on": "2020-05-31"},
    "events": {"name": "Seminariedag", "held_on": "20200331"},
}


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def url(name, project, *args):
    return reverse(f"projects:{name}", args=[project.slug, *args])


def add(client, project, item_type, **values):
    return client.post(url("add_row", project, item_type), values)


def text(response):
    return " ".join(response.content.decode().split())


def test_every_item_type_has_an_example():
    assert set(EXAMPLES) == set(ITEM_TYPES)


@pytest.mark.parametrize("item_type", EXAMPLES)
def test_an_item_is_added_changed_and_removed(cast, leader, item_type):
    items = ITEM_TYPES[item_type].items(cast.project)
    before = set(items.values_list("pk", flat=True))
    response = leader.post(url("add_row", cast.project, item_type), EXAMPLES[item_type], follow=True)
    assert response.redirect_chain, response.context["form"].errors
    assert "Tillagt: " in text(response)
    (item,) = items.exclude(pk__in=before)
    assert item.project == cast.project

    page = leader.get(url("change_row", cast.project, item_type, item.pk))
    assert f"Ändra: {item}" in text(page)
    form = page.context["form"]
    stored = items.filter(pk=item.pk).values().get()
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "")}
    assert leader.post(url("change_row", cast.project, item_type, item.pk), sent).status_code == 302
    assert items.filter(pk=item.pk).values().get() == stored

    assert f"Ta bort {item}?" in text(leader.get(url("remove_row", cast.project, item_type, item.pk)))
    assert items.filter(pk=item.pk).exists()
    leader.post(url("remove_row", cast.project, item_type, item.pk))
    assert set(items.values_list("pk", flat=True)) == before
    name = items.model._meta.model_name
    entries = AuditEntry.objects.filter(object_id=str(item.pk), object_type=item._meta.label_lower)
    assert {f"{name}_added", f"{name}_removed"} <= set(entries.values_list("action", flat=True))
    assert set(entries.values_list("actor", "project")) == {(cast.leader.pk, cast.project.pk)}


@pytest.mark.parametrize("item_type", EXAMPLES)
def test_an_empty_form_says_what_is_missing_and_adds_nothing(cast, leader, item_type):
    items = ITEM_TYPES[item_type].items(cast.project)
    before = items.count()
    response = add(leader, cast.project, item_type)  # no data at all
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "error-summary" in text(response)
    assert items.count() == before


@pytest.mark.parametrize("name", ["add_row", "change_row", "remove_row"])
def test_only_the_leader_changes_items(cast, sign_in, name):
    target = TargetFactory(project=cast.project)
    target_url = url(name, cast.project, "targets", *([] if name == "add_row" else [target.pk]))
    for reader in (cast.case_worker, cast.funder, cast.administrator):
        assert sign_in(reader).post(target_url, EXAMPLES["targets"]).status_code == 403
    assert sign_in(cast.stranger).post(target_url, EXAMPLES["targets"]).status_code == 404
    assert list(cast.project.targets.all()) == [target]


def test_a_part_leader_can_not_change_the_project(cast, sign_in):
    part = SubProjectFactory(project=cast.project)
    MembershipFactory(user=cast.without_role, project=cast.project, sub_project=part, leader=True)
    client = sign_in(cast.without_role)
    assert client.get(url("detail", cast.project)).status_code == 200
    assert client.get(url("edit", cast.project)).status_code == 403


def test_items_of_another_project_are_not_found(cast, leader):
    MembershipFactory(user=cast.leader, project=cast.other_project, leader=True)  # so only the URL is wrong
    target = TargetFactory(project=cast.other_project)
    source = cast.other_project.financing.create(source="esf")
    for target_url in (
        url("change_row", cast.project, "targets", target.pk),
        url("remove_row", cast.project, "targets", target.pk),
        url("remove_row", cast.project, "financing", source.pk),
        url("book", cast.project, source.pk),
    ):
        assert leader.get(target_url).status_code == 404
        assert leader.post(target_url).status_code == 404
    assert leader.get(f"/projects/{cast.project.slug}/edit/nonsense/add/").status_code == 404


def test_the_code_of_a_target_names_its_part(cast, leader):
    part = SubProjectFactory(project=cast.project, name="Älvsbyn")
    sent = {**EXAMPLES["targets"], "measure": "participants", "part": f"sub_project:{part.pk}"}
    add(leader, cast.project, "targets", **sent)
    add(leader, cast.project, "targets", **sent)  # the same code gets a number
    rows = list(cast.project.targets.order_by("pk"))
    assert [row.code for row in rows] == ["participants-alvsbyn", "participants-alvsbyn-2"]
    assert rows[0].sub_project == part
    assert (rows[0].denominator, rows[0].position, rows[1].position) == ("target", 0, 1)
    assert "Älvsbyn" in text(leader.get(url("targets", cast.project)))
    page = leader.get(url("change_row", cast.project, "targets", rows[0].pk))
    assert page.context["form"]["part"].value() == f"sub_project:{part.pk}"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"unit": "share", "value": "60", "denominator": "leavers"}, "leavers"),
        ({"unit": "share", "value": "60", "denominator": "participants"}, "participants"),
        ({"unit": "share", "value": "60"}, "leavers"),
        ({"unit": "number", "value": "60", "denominator": "leavers"}, "target"),
        ({"unit": "share", "value": "50", "measure": "women_share"}, "participants"),
    ],
)
def test_denominator_of_a_target(cast, leader, sent, expected):
    add(leader, cast.project, "targets", **{**EXAMPLES["targets"], **sent})
    assert cast.project.targets.get().denominator == expected


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"unit": "share", "value": "101"}, "__all__"),
        ({"value": "-1"}, "__all__"),
        ({"measure": "women_share", "unit": "number"}, "unit"),
        ({"part": "intervention:999"}, "part"),
        ({"value": "många"}, "value"),
    ],
)
def test_impossible_targets_are_rejected(cast, leader, sent, field):
    response = add(leader, cast.project, "targets", **{**EXAMPLES["targets"], **sent})
    assert field in response.context["form"].errors
    assert not Target.objects.exists()


def test_a_target_group_needs_a_possible_rule(cast, leader):
    response = add(leader, cast.project, "target-groups", name="Alla")
    assert "Ange vem som hör till gruppen" in text(response)
    response = add(leader, cast.project, "target-groups", name="Unga", min_age="30", max_age="20")
    assert "Den högsta åldern är lägre än den lägsta" in text(response)
    add(
        leader,
        cast.project,
        "target-groups",
        name="Unga",
        min_age="16",
        max_age="29",
        any_of=["unemployed", "inactive"],
    )
    group = TargetGroup.objects.get()
    assert (group.code, group.min_age, group.any_of) == ("unga", 16, ["unemployed", "inactive"])
    page = text(leader.get(url("targets", cast.project)))
    assert "16–29 år; något av: arbetslös, utanför arbetskraften" in page
    changed = {"name": "Unga", "min_age": "16", "all_of": ["not_in_education"]}
    leader.post(url("change_row", cast.project, "target-groups", group.pk), changed)
    group.refresh_from_db()
    assert (group.max_age, group.all_of, group.any_of) == (None, ["not_in_education"], [])


def test_codes_are_made_from_names_and_unique(cast, leader):
    for _time in range(2):
        add(leader, cast.project, "interventions", name="Sökandelots")
    add(leader, cast.project, "interventions", name="Annat", code="egen-kod")
    response = add(leader, cast.project, "interventions", name="Annat", code="egen-kod")
    assert "Projektet har redan en insats med den koden" in text(response)
    codes = set(cast.project.interventions.values_list("code", flat=True))
    assert codes == {"kalejdo", "sokandelots", "sokandelots-2", "egen-kod"}


def test_employers_are_chosen_or_new(cast, leader):
    known = OrganisationFactory(name="Bruket AB", kind="company")
    OrganisationFactory(name="Kommunen", kind="municipality")
    where = url("change_row", cast.project, "interventions", cast.intervention.pk)
    choices = leader.get(where).context["form"].fields["employers"].queryset
    assert list(choices) == [known]
    sent = {"name": "Kalejdo", "code": "kalejdo", "employers": [known.pk]}
    leader.post(where, {**sent, "new_employers": "Hamnen AB\n\nbruket ab\nHamnen AB"})
    assert set(cast.intervention.employers.values_list("name", flat=True)) == {"Bruket AB", "Hamnen AB"}
    assert Organisation.objects.filter(kind="company").count() == 2
    assert "Bruket AB" in text(leader.get(url("intervention", cast.project, "kalejdo")))


def test_a_partner_is_a_registered_or_new_organisation(cast, leader):
    known = OrganisationFactory(name="Arbetsförmedlingen", kind="agency")
    add(leader, cast.project, "partners", organisation=known.pk, role="cooperation")
    again = add(leader, cast.project, "partners", new_name="arbetsförmedlingen", role="cooperation")
    assert "Organisationen har redan den rollen i projektet" in text(again)
    assert "Ett projekt har en ägare" in text(
        add(leader, cast.project, "partners", organisation=known.pk, role="owner")
    )
    assert "Välj en organisation" in text(add(leader, cast.project, "partners", role="partner"))
    assert cast.project.partners.filter(organisation=known).count() == 1


def test_a_municipality_is_added_once(cast, leader):
    response = add(leader, cast.project, "municipalities", municipality=OSKARSHAMN)
    assert "Kommunen är redan med i projektet" in text(response)


def test_an_intervention_with_participants_is_not_removed(cast, leader):
    ParticipationFactory(project=cast.project, spell__intervention=cast.intervention)
    where = url("remove_row", cast.project, "interventions", cast.intervention.pk)
    response = leader.post(where, follow=True)
    assert "Kalejdo kan inte tas bort" in text(response)
    assert cast.project.interventions.filter(pk=cast.intervention.pk).exists()
    assert not AuditEntry.objects.filter(action="intervention_removed").exists()


def facts_of(client, project):
    form = client.get(url("edit", project)).context["form"]
    return {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}


def test_changed_facts_are_audited(cast, leader):
    sent = facts_of(leader, cast.project)
    sent |= {
        "budget_total": "21 000 000",
        "esf_share": "66,67",
        "by_social_partners": "true",
        "ends_on": "2020-11-29",
    }
    leader.post(url("edit", cast.project), sent)
    cast.project.refresh_from_db()
    assert (cast.project.budget_total, cast.project.esf_share) == (21_000_000, Decimal("66.67"))
    assert (cast.project.by_social_partners, cast.project.ends_on) == (True, date(2020, 11, 29))
    assert cast.project.slug == "samverkan"
    entry = AuditEntry.objects.get(action="project_changed")
    assert entry.details == {"fields": ["budget_total", "by_social_partners", "ends_on", "esf_share"]}
    page = text(leader.get(url("detail", cast.project)))
    assert "21 000 000 kr, varav ESF två tredjedelar" in page
    # Nothing has changed, so nothing is audited.
    leader.post(url("edit", cast.project), facts_of(leader, cast.project))
    assert AuditEntry.objects.filter(action="project_changed").count() == 1


def test_impossible_facts_are_rejected_and_the_input_is_kept(cast, leader):
    sent = {
        **facts_of(leader, cast.project),
        "ends_on": "2010-01-01",
        "name": "Nytt namn",
        "budget_total": "-5",
    }
    response = leader.post(url("edit", cast.project), sent)
    assert "Projektets slut är före dess start" in text(response)
    assert "Nytt namn" in text(response)
    cast.project.refresh_from_db()
    assert cast.project.name == "Samverkansprojektet"


def test_english_amounts_are_read(cast, leader):
    leader.post(reverse("set_language"), {"language": "en", "next": "/"})
    sent = {**facts_of(leader, cast.project), "budget_total": "SEK 21,000,000", "esf_share": "66.67"}
    leader.post(url("edit", cast.project), sent)
    cast.project.refresh_from_db()
    assert (cast.project.budget_total, cast.project.esf_share) == (21_000_000, Decimal("66.67"))
    form = leader.get(url("edit", cast.project)).context["form"]
    assert (form["budget_total"].value(), form["esf_share"].value()) == ("21,000,000", "66.67")


def test_the_public_texts_are_written_in_both_languages(cast, leader):
    where = url("edit_texts", cast.project)
    leader.post(where, {"summary_sv": "Kort.", "summary_en": "Brief.", "results_shown": "on"})
    stored = {(row.section, row.language): row.body for row in cast.project.texts.all()}
    assert stored == {
        ("summary", "sv"): "Kort.",
        ("summary", "en"): "Brief.",
        ("results", "sv"): "",
        ("results", "en"): "",
    }
    assert "Ingen information" in text(leader.get(url("about", cast.project)))
    leader.post(where, {"summary_sv": "Kortare.", "summary_en": "Brief."})
    stored = {(row.section, row.language): row.body for row in cast.project.texts.all()}
    assert stored == {("summary", "sv"): "Kortare.", ("summary", "en"): "Brief."}
    entry = AuditEntry.objects.filter(action="project_texts_changed").latest("pk")
    assert entry.details == {"sections": ["results.en", "results.sv", "summary.sv"]}


@pytest.fixture
def time_in_kind(cast):
    return cast.project.financing.create(source="in_kind_time")


def test_a_booking_is_made_with_hours(cast, leader, time_in_kind):
    where = url("book", cast.project, time_in_kind.pk)
    sent = {"booked_on": "2018-05-31", "amount": "12 345,50", "hours": "99,5", "note": "maj"}
    page = leader.post(where, sent, follow=True)
    assert "Posten är bokförd" in text(page)
    entry = time_in_kind.entries.get()
    assert (entry.amount, entry.hours, entry.booked_by) == (Decimal("12345.50"), Decimal("99.5"), cast.leader)
    assert AuditEntry.objects.get(action="financing_booked").project == cast.project
    leader.post(where, {"booked_on": "2018-06-01", "amount": "−12 345,50"})  # corrects the first
    assert leader.get(url("money", cast.project)).context["booked"] == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"booked_on": "2017-08-31", "amount": "1"}, "booked_on"),
        ({"booked_on": "2099-12-01", "amount": "1"}, "booked_on"),
        ({"booked_on": "2018-01-01", "amount": "0"}, "amount"),
        ({"booked_on": "2018-01-01", "amount": "x"}, "amount"),
        ({"booked_on": "31/13/2018", "amount": "1"}, "booked_on"),
    ],
)
def test_impossible_bookings_are_rejected(cast, leader, time_in_kind, sent, field):
    response = leader.post(url("book", cast.project, time_in_kind.pk), sent)
    assert field in response.context["form"].errors
    assert not time_in_kind.entries.exists()


def test_only_in_kind_bookings_have_hours(cast, leader, time_in_kind):
    cash = cast.project.financing.create(source="esf")
    assert "hours" not in leader.get(url("book", cast.project, cash.pk)).context["form"].fields
    assert "hours" in leader.get(url("book", cast.project, time_in_kind.pk)).context["form"].fields


def test_only_the_leader_books(cast, sign_in, time_in_kind):
    where = url("book", cast.project, time_in_kind.pk)
    assert sign_in(cast.funder).post(where, {"amount": "1"}).status_code == 403
    assert sign_in(cast.stranger).get(where).status_code == 404


def test_a_source_with_bookings_is_not_removed(cast, leader, time_in_kind):
    time_in_kind.entries.create(amount=1)
    response = leader.post(url("remove_row", cast.project, "financing", time_in_kind.pk), follow=True)
    assert "1 bokförd post" in text(response)
    assert cast.project.financing.exists()


def test_a_new_group_comes_last(cast, leader):
    TargetGroupFactory(project=cast.project, position=0, max_age=24)
    add(leader, cast.project, "target-groups", name="Nyanlända", all_of=["newly_arrived"])
    assert list(cast.project.target_groups.values_list("position", flat=True)) == [0, 1]


def test_the_project_is_read_again_after_its_row_is_locked(cast, sign_in, monkeypatch):
    read = []

    def get(*args):
        read.append(access.get_project(*args))
        return read[-1]

    monkeypatch.setattr(editing, "get_project", get)
    sign_in(cast.leader).post(f"/projects/{cast.project.slug}/edit/", {})
    before, locked, *_later = read
    assert before is not locked
