"""Administration of users, organisations and memberships."""

import re
from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import admin
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.models import Organisation, User
from projects.team import memberships as membership_rules
from projects.team.admin import MembershipAdmin
from projects.team.membership_actions import record_membership
from projects.team.models import Membership
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, make_superuser
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
NEW_USER = {"full_name": "Ny Person", "email": "ny@example.org", "language": "en", "is_active": "on"}
NOT_OFFERED = ""


def memberships(*rows, initial=0):
    """Return the inline forms of a user's page as POST data."""
    data = {
        "memberships-TOTAL_FORMS": len(rows),
        "memberships-INITIAL_FORMS": initial,
        "memberships-MIN_NUM_FORMS": 0,
        "memberships-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    return data


def user_page(user):
    return f"/admin/accounts/user/{user.pk}/change/"


def fields_of(user):
    return {"full_name": user.full_name, "email": user.email, "language": user.language, "is_active": "on"}


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.administrator)


@pytest.mark.parametrize("who", ["leader", "case_worker", "funder", "former", "without_role"])
def test_others_may_not_enter(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get("/admin/", follow=True).status_code == 403


def test_anonymous_visitors_are_redirected_to_the_sign_in_page(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_nothing_but_access_its_log_templates_and_texts_is_registered():
    assert {model._meta.label for model in admin.site._registry} == {
        "accounts.User",
        "accounts.Organisation",
        "team.Membership",
        "audit.AuditEntry",
        "reports.ReportTemplate",
        "consents.PrivacyText",
    }


def test_a_new_user_gets_a_link_in_their_language(office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post("/admin/accounts/user/add/", NEW_USER | memberships())
    assert answer.status_code == 302
    user = User.objects.get(email="ny@example.org")
    assert not user.has_usable_password()
    assert mail.outbox[0].to == ["ny@example.org"]
    assert "New password" in mail.outbox[0].subject


def test_an_email_address_is_unique(cast, office):
    answer = office.post(
        "/admin/accounts/user/add/", NEW_USER | {"email": cast.leader.email.upper()} | memberships()
    )
    assert "redan" in answer.text or "already" in answer.text
    assert User.objects.filter(email__iexact=cast.leader.email).count() == 1


def test_giving_a_role_writes_an_audit_entry(cast, office):
    row = {"role": "case_worker", "project": cast.project.pk, "intervention": cast.intervention.pk}
    office.post(
        user_page(cast.without_role),
        fields_of(cast.without_role) | memberships(row | {"starts_on": "2018-02-01"}),
    )
    membership = Membership.objects.get(user=cast.without_role)
    assert (membership.part, membership.starts_on) == (cast.intervention, date(2018, 2, 1))
    entry = AuditEntry.objects.get(action="membership_changed")
    assert (entry.actor, entry.details) == (
        cast.administrator,
        {"role": "case_worker", "user": cast.without_role.pk},
    )


def test_a_case_worker_needs_a_part_where_there_are_parts(cast, office):
    row = {"role": "case_worker", "project": cast.project.pk, "starts_on": "2018-02-01"}
    answer = office.post(user_page(cast.without_role), fields_of(cast.without_role) | memberships(row))
    assert "Välj den kommun, det delprojekt eller den insats" in answer.text
    assert not Membership.objects.filter(user=cast.without_role).exists()
    row["project"] = cast.other_project.pk  # without parts
    office.post(user_page(cast.without_role), fields_of(cast.without_role) | memberships(row))
    assert not Membership.objects.get(user=cast.without_role).is_limited_to_part


@pytest.mark.parametrize("part", [{"municipality": "0180"}, {"intervention": "of the project"}])
def test_a_part_belongs_to_its_project(cast, office, part):
    if "intervention" in part:
        part = {"intervention": cast.intervention.pk}
    row = {"role": "case_worker", "project": cast.other_project.pk, "starts_on": "2018-02-01"} | part
    answer = office.post(user_page(cast.without_role), fields_of(cast.without_role) | memberships(row))
    assert answer.status_code == 200
    assert not Membership.objects.filter(user=cast.without_role).exists()


def test_administrators_cant_change_their_own_roles(cast, office):
    row = {"role": "project_leader", "project": cast.project.pk, "starts_on": "2018-02-01"}
    own = cast.administrator.memberships.get()
    kept = {"id": own.pk, "user": own.user_id, "role": own.role, "starts_on": own.starts_on}
    answer = office.post(
        user_page(cast.administrator),
        fields_of(cast.administrator) | memberships(kept, row, initial=1),
    )
    assert "Du kan inte ändra dina egna roller" in answer.text
    assert cast.administrator.memberships.count() == 1


def test_users_cant_be_deleted(cast, office):
    assert office.post(f"/admin/accounts/user/{cast.leader.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=cast.leader.pk).exists()


def test_the_audit_entry_of_a_closed_account_has_field_names_not_values(cast, office):
    data = fields_of(cast.without_role) | memberships()
    del data["is_active"]
    office.post(user_page(cast.without_role), data)
    cast.without_role.refresh_from_db()
    assert not cast.without_role.is_active
    assert AuditEntry.objects.get(action="user_changed").details == {"fields": ["is_active"]}


def test_an_organisation_is_added(office):
    data = {"name": "Kommunen", "name_en": "", "kind": "municipality", "number": ""}
    data |= {"partnerships-TOTAL_FORMS": 0, "partnerships-INITIAL_FORMS": 0}  # no project that it funds
    office.post("/admin/accounts/organisation/add/", data)
    assert Organisation.objects.get(name="Kommunen").kind == "municipality"


@pytest.mark.parametrize(
    ("language", "names"),
    [("sv", ["Aneby", "Ånge", "Östra byn"]), ("en", ["Aneby", "East Village", "Ånge"])],
)
def test_organisations_are_in_the_order_of_the_names_shown(office, language, names):
    others = set(Organisation.objects.values_list("name", flat=True))
    OrganisationFactory(name="Östra byn", name_en="East Village")
    OrganisationFactory(name="Ånge", name_en="")
    OrganisationFactory(name="Aneby", name_en="")
    office.cookies["django_language"] = language
    page = office.get("/admin/accounts/organisation/").text
    shown = re.findall(r'class="field-shown_name"><a[^>]*>([^<]*)', page)
    assert [name for name in shown if name not in others] == names
    form = office.get("/admin/accounts/user/add/").text
    select = form.split('id="id_organisation"')[1].split("</select>")[0]
    chosen = re.findall(r'value="\d+"[^>]*>([^<]*)', select)
    assert [name for name in chosen if name not in others] == names


@pytest.mark.parametrize("language", ["sv", "en"])
def test_projects_are_in_the_order_of_the_names_shown(cast, office, language):
    cast.project.name, cast.project.name_en = "Ö", "An example"
    cast.other_project.name, cast.other_project.name_en = "B", "B"
    for project in (cast.project, cast.other_project):
        project.save()
    office.cookies["django_language"] = language
    form = office.get(f"/admin/accounts/user/{cast.case_worker.pk}/change/").text
    select = form.split('id="id_memberships-0-project"')[1].split("</select>")[0]
    shown = re.findall(r'value="\d+"[^>]*>([^<]*)', select)
    assert shown == (["An example", "B"] if language == "en" else ["B", "Ö"])
    by_project = MembershipAdmin.list_display.index("of_project")
    page = office.get(f"/admin/team/membership/?o={by_project}").text
    assert list(dict.fromkeys(re.findall(r'class="field-of_project">([^<–]+)', page))) == shown


@pytest.mark.parametrize(
    "address",
    ["accounts/user/", "accounts/organisation/", "team/membership/", "audit/auditentry/"],
)
def test_query_count_does_not_grow_with_rows(cast, office, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert office.get(f"/admin/{address}").status_code == 200
        return len(own_queries(captured))

    record_membership(cast.case_worker.memberships.get(), by=cast.administrator)
    few = queries()
    for user in UserFactory.create_batch(5):
        membership = MembershipFactory(user=user, project=cast.project, intervention=cast.intervention)
        record_membership(membership, by=cast.administrator)
        OrganisationFactory()
    assert queries() == few


@pytest.mark.parametrize("page", ["add/", "{}/change/"])
def test_adding_and_changing_users_requires_a_recent_sign_in(cast, sign_in, page):
    cast.administrator.set_password("tre ord och en fyra")
    cast.administrator.save()
    office = sign_in(cast.administrator, ago=1200)
    address = "/admin/accounts/user/" + page.format(cast.leader.pk)
    data = NEW_USER | {"email": "attacker@example.org"} | memberships()
    for answer in (office.get(address), office.post(address, data)):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/confirm/")
    assert not User.objects.filter(email="attacker@example.org").exists()


@pytest.mark.parametrize("action", ["unlock", "reset_second_factors"])
def test_list_actions_require_a_recent_sign_in(cast, sign_in, action):
    cast.administrator.set_password("tre ord och en fyra")
    cast.administrator.save()
    office = sign_in(cast.administrator, ago=1200)
    assert office.get("/admin/accounts/user/").status_code == 200
    answer = office.post("/admin/accounts/user/", {"action": action, "_selected_action": [cast.leader.pk]})
    assert answer.url.startswith("/accounts/confirm/")
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        *("accounts/user/?password__startswith", "accounts/user/?password__regex"),
        *("accounts/user/?password", "accounts/user/?password__gt"),
        *("team/membership/?user__password__startswith", "audit/auditentry/?actor__password__startswith"),
    ],
)
def test_lists_cant_be_filtered_by_password_hash(cast, office, asked):
    # Lists accept lookups in the URL; the number of results would reveal the hash.
    assert office.get(f"/admin/{asked}={cast.leader.password[:1]}").status_code == 400


@pytest.fixture
def run_list_actions(office):
    """Return `answers(model, key)`: the response to each list action for a row with the key."""

    def answers(model, key):
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        form = office.get(address).context["action_form"]
        names = [name for name, _label in form.fields["action"].choices if name] if form else []
        return {
            name: office.post(address, {"action": name or "unlock", "_selected_action": [key]})
            for name in names or [NOT_OFFERED]
        }

    return answers


@pytest.mark.parametrize("key", ["' OR 1=1 --", "9" * 40, "-9223372036854775809", "1\x00", "\x00", "", "1e3"])
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_malformed_selected_key_is_a_bad_request(run_list_actions, model, key):
    for action, answer in run_list_actions(model, key).items():
        if action == NOT_OFFERED:
            assert answer.status_code == 200  # the list, as if nothing had been ticked
        else:
            assert answer.status_code == 400
            assert "Begäran gick inte att läsa" in answer.text


def test_a_selected_row_that_does_not_exist_is_ignored(run_list_actions):
    answers = run_list_actions(User, 2**62)
    assert {action: answer.status_code for action, answer in answers.items()} == {
        "unlock": 302,
        "reset_second_factors": 302,
    }


@pytest.mark.parametrize("model", [Membership, AuditEntry], ids=lambda model: model.__name__)
def test_memberships_and_audit_entries_are_read_only(cast, office, model):
    # A role given there would bypass the rules and the audit log.
    row = cast.case_worker.memberships.get()
    if model is AuditEntry:
        row = audit("membership_changed", row, by=cast.leader)
    before = model.objects.count(), list(model.objects.filter(pk=row.pk).values())
    pages = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    sent = {"user": cast.administrator.pk, "role": "project_leader", "project": cast.project.pk}
    for page in (f"{pages}add/", f"{pages}{row.pk}/change/", f"{pages}{row.pk}/delete/"):
        assert office.post(page, sent | {"starts_on": "2018-01-01", "post": "yes"}).status_code == 403
    assert before == (model.objects.count(), list(model.objects.filter(pk=row.pk).values()))


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_superusers_cant_delete_anything(cast, sign_in, model):
    record_membership(cast.case_worker.memberships.get(), by=cast.leader)
    superuser, row = make_superuser(is_staff=True), model.objects.first()
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=[row.pk])
    assert sign_in(superuser).post(page, {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_audit_entries_of_projects_are_not_listed_in_the_administration(cast, office):
    MembershipFactory(user=cast.administrator, project=cast.project, leader=True)
    audit("project_changed", cast.project, by=cast.leader, project=cast.project)
    record_membership(cast.case_worker.memberships.get(), by=cast.leader)
    page = office.get("/admin/audit/auditentry/")
    assert {entry.action for entry in page.context["cl"].result_list} == {"membership_changed"}


def test_the_audit_log_is_in_words(cast, office):
    held = cast.case_worker.memberships.get()
    record_membership(held, by=cast.leader)
    page = office.get("/admin/audit/auditentry/").text
    listed = page[page.index('id="result_list"') :]
    assert "membership_changed" not in listed
    assert "team.membership" not in listed
    assert str(AuditAction.MEMBERSHIP_CHANGED.label) in listed
    assert cast.project.name in listed
    filtered = office.get("/admin/audit/auditentry/?action=membership_changed")
    assert [entry.object_id for entry in filtered.context["cl"].result_list] == [str(held.pk)]
    assert not office.get("/admin/audit/auditentry/?action=signed_out").context["cl"].result_list


def test_administrators_cant_reset_their_own_second_factors(cast, office):
    # Otherwise an open session would let a stranger remove the owner's second factor.
    ticked = {"action": "reset_second_factors", "_selected_action": [cast.administrator.pk, cast.leader.pk]}
    assert office.post("/admin/accounts/user/", ticked).status_code == 302
    noted = AuditEntry.objects.filter(object_type="accounts.user").values_list("object_id", flat=True)
    assert set(noted) == {str(cast.leader.pk)}
    assert office.get("/admin/").status_code == 200


def test_an_ended_role_cant_be_changed(cast, office, monkeypatch):
    page = office.get(user_page(cast.former))
    assert page.context["inline_admin_formsets"][0].formset.initial_forms == []
    held, lock_for_update = cast.case_worker.memberships.get(), membership_rules.lock_for_update

    def lock_after_a_leader_ended_it(users, projects):
        lock_for_update(users, projects)
        Membership.objects.filter(pk=held.pk).update(
            ended_at=timezone.now(), ended_by=cast.leader, ends_on=timezone.localdate()
        )

    monkeypatch.setattr(membership_rules, "lock_for_update", lock_after_a_leader_ended_it)
    row = {"id": held.pk, "user": held.user_id, "role": held.role, "project": cast.project.pk}
    row |= {"municipality": held.municipality_id, "starts_on": held.starts_on, "ends_on": "2090-01-01"}
    answer = office.post(
        user_page(cast.case_worker), fields_of(cast.case_worker) | memberships(row, initial=1)
    )
    assert "Rollen har upphört" in answer.text
    assert 'value="2090-01-01"' in answer.text  # what was typed is kept
    assert cast.case_worker.memberships.get().ends_on == held.ends_on


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        ("/admin/accounts/user/", "sv", "ja"),
        ("/admin/accounts/user/", "en", "yes"),
        ("/admin/audit/auditentry/?q=Ada", "sv", "Visa alla"),
        ("/admin/audit/auditentry/", "sv", "Filtrera på när"),
        ("/admin/audit/auditentry/", "en", "Filter by when"),
    ],
)
def test_lists_say_nothing_in_code_or_in_another_language(cast, office, address, language, words):
    office.cookies["django_language"] = language
    page = office.get(address).content.decode()
    alone = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert not re.search(r'alt="(True|False|None)"', page)
    assert "None" not in alone
    assert words in alone
    assert (language == "en") == ("Filter by" in alone or "yes" in alone)
