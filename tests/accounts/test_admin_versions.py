"""Forms of the administration: another's change is told and chosen from, and typed text survives a lost session."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts import admin
from accounts.audit.models import AuditEntry
from accounts.audit.versions import VersionedForm, shown_digests
from accounts.models import Organisation, User
from participants.consents.models import PrivacyText
from projects.models import ProjectOrganisation
from projects.team.models import Membership
from reporting.reports.models import ReportTemplate
from tests.factories import MembershipFactory, UserFactory
from tests.hostile.forms import parse_forms
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
READ_ONLY = {AuditEntry, Membership}
ONLY_ADDED = {PrivacyText}  # a text is never changed: another one is a new version


@pytest.fixture
def pages_just_opened():
    """Leave requests as they are: here the versions are tested."""


@pytest.fixture
def first(cast, sign_in):
    return sign_in(cast.administrator)


@pytest.fixture
def second(sign_in):
    other = UserFactory(full_name="Berit Byråchef", is_staff=True)
    MembershipFactory(user=other, administrator=True)
    return sign_in(other)


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def sent_by(client, row):
    """Return what a browser sends when nothing was changed in the page's form."""
    return sent_from(client.get(page_of(row)))


def sent_from(response):
    form = next(form for form in parse_forms(response.text) if "version" in form.values)
    buttons = ("csrfmiddlewaretoken", "_continue", "_addanother", "_saveasnew")
    return {
        name: value for name, value in form.values.items() if name not in buttons and "__prefix__" not in name
    }


def sample(model, cast):
    if model is Organisation:
        (partner,) = ProjectOrganisation.objects.bulk_create(
            [
                ProjectOrganisation(
                    project=cast.project, organisation=Organisation.objects.first(), role="funder"
                )
            ]
        )
        return partner.organisation
    return cast.case_worker if model is User else model.objects.first()


@pytest.mark.parametrize(
    "model",
    [model for model in admin.site._registry if model not in READ_ONLY | ONLY_ADDED],
    ids=lambda model: model.__name__,
)
def test_every_form_of_the_administration_has_a_version(cast, first, model):
    page = first.get(page_of(sample(model, cast)))
    inlines = page.context["inline_admin_formsets"]
    forms = [
        page.context["adminform"].form,
        *(form for each in inlines for form in each.formset.initial_forms),
    ]
    assert len(forms) > 1
    assert all(isinstance(form, VersionedForm) for form in forms)
    version = shown_digests({"version": sent_from(page)["version"][0]})
    for form in forms:
        names = [name for name in form.fields if name not in form.unversioned]
        assert names
        assert version.keys() >= {form._key(name) for name in names}


def test_read_only_models_have_no_form(cast, first):
    request = first.get("/admin/").wsgi_request
    for model in READ_ONLY | ONLY_ADDED:
        model_admin = admin.site._registry[model]
        assert not model_admin.has_change_permission(request)
        assert model_admin.has_add_permission(request) == (model in ONLY_ADDED)
    assert ReportTemplate in admin.site._registry  # saving adds a version: test_template_admin.py


def test_the_second_to_save_an_account_chooses_field_by_field(cast, first, second):
    user = cast.case_worker
    sent = sent_by(first, user) | {"language": "en", "full_name": "Olle Ny"}
    assert (
        second.post(
            page_of(user), sent_by(second, user) | {"full_name": "Olle Gift", "email": "gift@example.org"}
        ).status_code
        == 302
    )

    answer = first.post(page_of(user), sent)

    text = unescape(answer.text)
    assert "Ändrat efter att du öppnade formuläret" in text
    assert "Berit Byråchef" in text
    assert 'value="Olle Ny"' in text
    user.refresh_from_db()
    assert (user.full_name, user.language, user.email) == ("Olle Gift", "sv", "gift@example.org")
    again = sent_from(answer)
    # What was not touched is proposed as it is now, what was typed as it was typed.
    assert (again["full_name-choice"], again["email-choice"]) == (["typed"], ["stored"])
    assert first.post(page_of(user), again).status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.language, user.email) == ("Olle Ny", "en", "gift@example.org")
    assert user.is_active


def test_a_role_that_another_has_changed_is_not_put_back(cast, first, second):
    user, held = cast.case_worker, cast.case_worker.memberships.get()
    sent = sent_by(first, user) | {"memberships-0-starts_on": "2017-09-01"}
    changed = sent_by(second, user) | {"memberships-0-ends_on": "2030-01-31"}
    assert second.post(page_of(user), changed).status_code == 302

    answer = first.post(page_of(user), sent)

    assert "Berit Byråchef" in answer.text
    assert "31 januari 2030" in " ".join(answer.text.split())
    again = sent_from(answer)
    assert again["memberships-0-ends_on-choice"] == ["stored"]
    assert first.post(page_of(user), again).status_code == 302
    held.refresh_from_db()
    assert (str(held.starts_on), str(held.ends_on)) == ("2017-09-01", "2030-01-31")


def test_a_role_that_has_ended_is_taken_out_and_the_others_keep_what_was_typed(cast, first, second):
    user = cast.case_worker
    kept = MembershipFactory(user=user, project=cast.other_project)
    held = user.memberships.exclude(pk=kept.pk).get()
    sent = sent_by(first, user)
    number = next(n for n in "01" if sent[f"memberships-{n}-id"] == [str(kept.pk)])
    other = next(n for n in "01" if n != number)
    sent[f"memberships-{number}-ends_on"] = "2031-01-31"
    assert (
        second.post(
            page_of(user), sent_by(second, user) | {f"memberships-{other}-ends_now": "on"}
        ).status_code
        == 302
    )

    answer = first.post(page_of(user), sent)

    assert "Berit Byråchef avslutade eller tog bort en rad" in answer.text
    assert first.post(page_of(user), sent_from(answer)).status_code == 302
    kept.refresh_from_db()
    held.refresh_from_db()
    assert str(kept.ends_on) == "2031-01-31"
    assert held.ended_at


def test_a_row_that_another_has_changed_is_not_removed_unseen(cast, first, second):
    organisation = sample(Organisation, cast)
    sent = sent_by(first, organisation) | {"partnerships-0-DELETE": "on"}
    changed = sent_by(second, organisation) | {"partnerships-0-note": "Delar lokalen"}
    assert second.post(page_of(organisation), changed).status_code == 302

    answer = first.post(page_of(organisation), sent)

    assert "Delar lokalen" in answer.text
    row = organisation.partnerships.filter(role="funder")
    assert row.exists()
    assert first.post(page_of(organisation), sent_from(answer)).status_code == 302
    assert not row.exists()


def test_a_request_without_a_version_saves_nothing_that_differs(cast, first):
    sent = sent_by(first, cast.case_worker) | {"full_name": "Utan version"}
    del sent["version"]
    assert first.post(page_of(cast.case_worker), sent).status_code == 200
    cast.case_worker.refresh_from_db()
    assert cast.case_worker.full_name == "Olle Handläggare"


@pytest.mark.parametrize("count", ["x", "-1"])
def test_a_damaged_form_is_no_error_of_the_server(cast, first, count):
    sent = sent_by(first, cast.case_worker)
    for name, value in (
        ("memberships-INITIAL_FORMS", count),
        ("memberships-0-id", "x"),
        ("memberships-0-id", "9" * 30),
    ):
        assert first.post(page_of(cast.case_worker), sent | {name: value, "version": "=,x"}).status_code < 400


# Over a lost session


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (User, "memberships-0-reason"),
        (Organisation, "partnerships-0-note"),
        (ReportTemplate, "sections-0-heading_sv"),
    ],
)
def test_what_was_typed_survives_a_lost_session(cast, first, model, field):
    row = sample(model, cast)
    sent = sent_by(first, row) | {field: "Långt Skrivet"}
    before = model.objects.count()
    lost = Client(headers={"accept-language": "sv"})

    answer = lost.post(page_of(row), sent, HTTP_REFERER=f"http://testserver{page_of(row)}")

    assert answer["Location"].startswith("/accounts/login/?next=")
    page = signed_in(cast.administrator, client=lost).get(page_of(row))
    assert "Det du hade skrivit är tillbaka" in page.text
    again = sent_from(page)
    assert again[field] == ["Långt Skrivet"]
    assert again["version"] == sent["version"]
    assert lost.post(page_of(row), again).status_code == 302
    assert model.objects.count() == before + (model is ReportTemplate)
    assert (
        "Långt Skrivet"
        in lost.get(page_of(model.objects.latest("pk") if model is ReportTemplate else row)).text
    )
