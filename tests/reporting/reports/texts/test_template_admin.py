"""Templates of reports in the administration: each change is a new version."""

import pytest
from django.urls import reverse

from reporting.reports.models import ReportTemplate
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return signed_in(cast.administrator)


@pytest.fixture
def template(db):
    return ReportTemplate.objects.get(programme_period="2021-2027", kind="quarterly", version=1)


def page_of(template):
    return reverse("admin:reports_reporttemplate_change", args=[template.pk])


def shown(client, template):
    """Return what the page's form sends when nothing was changed."""
    context = client.get(page_of(template)).context
    forms = [context["adminform"].form, *context["inline_admin_formsets"][0].formset.forms]
    forms.append(context["inline_admin_formsets"][0].formset.management_form)
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    return {
        name: "on" if value is True else value for name, value in values.items() if value not in (None, False)
    }


def test_saving_makes_a_new_version_and_keeps_the_old_one(client, template, cast):
    sent = shown(client, template) | {"active_from": "2026-01-01", "wording": "funder"}
    sent |= {"sections-0-heading_sv": "Det viktigaste", "sections-1-DELETE": "on"}
    answer = client.post(page_of(template), sent)
    assert answer.status_code == 302
    new = ReportTemplate.objects.get(programme_period="2021-2027", kind="quarterly", version=2)
    assert (new.wording, new.created_by) == ("funder", cast.administrator)
    keys = list(template.sections.values_list("key", flat=True))
    assert list(new.sections.values_list("key", flat=True)) == [keys[0], *keys[2:]]
    assert new.sections.first().heading_sv == "Det viktigaste"
    assert template.sections.first().heading_sv == "Sammanfattning"
    # The page of the old version, opened before, is told.
    answer = client.post(page_of(template), sent)
    assert answer.status_code == 200
    assert "En annan version har sparats" in answer.text


def test_a_kind_has_one_template(client, template):
    sent = shown(client, template)
    answer = client.post(reverse("admin:reports_reporttemplate_add"), sent)
    assert "Det finns redan en mall" in answer.text
    answer = client.post(page_of(template), sent | {"kind": "final"})
    assert "går inte att ändra" in answer.text


def test_a_template_needs_a_section(client, template):
    sent = shown(client, template)
    sent |= {f"sections-{number}-DELETE": "on" for number in range(template.sections.count())}
    answer = client.post(page_of(template), sent)
    assert "minst ett avsnitt" in answer.text


def test_a_template_is_not_deleted(client, template):
    answer = client.post(reverse("admin:reports_reporttemplate_delete", args=[template.pk]), {"post": "yes"})
    assert answer.status_code == 403
