"""Facts of a project's parts, put together into lines that read as text."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Organisation
from tests.answers import compact_html
from tests.factories import TargetGroupFactory

pytestmark = pytest.mark.django_db


def page_of(client, name, project):
    return compact_html(client.get(reverse(f"projects:{name}", args=[project.slug])))


@pytest.mark.parametrize(
    ("named", "text", "line"),
    [
        ([], "", ""),
        (["Ett AB"], "", "Ett AB"),
        ([], "Flera deltar", "Flera deltar"),
        (["Ett AB", "Två AB"], "fler deltar", "Ett AB, Två AB, fler deltar"),
    ],
)
def test_employers_are_one_list(cast, named, text, line):
    part = cast.project.sub_projects.create(code="del", name="Delen", employers_text=text)
    part.employers.set([Organisation.objects.create(name=name) for name in named])
    assert part.employers_line == line


def test_a_sub_project_does_not_repeat_its_name(cast):
    part = cast.project.sub_projects.create(code="norra", name="Norra")
    place = cast.project.project_municipalities.first()
    part.project_municipalities.add(place)
    assert part.facts_line == place.municipality.name
    part.name = place.municipality.name
    assert part.facts_line == ""
    part.leader_name = "Kim"
    with translation.override("sv"):
        assert part.facts_line == "ledare: Kim"


def test_the_number_of_municipalities_is_stated_once(cast, sign_in):
    client = sign_in(cast.leader)
    named = cast.project.project_municipalities.count()
    cast.project.municipality_count = named
    cast.project.save()
    page = page_of(client, "partners", cast.project)
    assert "sammanlagt</p>" in page.replace(" </p>", "</p>")
    assert "namngivna" not in page
    cast.project.municipality_count = named + 3
    cast.project.save()
    assert f"namngivna av sammanlagt {named + 3}" in page_of(client, "partners", cast.project)


def test_the_public_page_does_not_repeat_a_target_group_as_a_rule(client, cast, sign_in):
    group = TargetGroupFactory(project=cast.project, name="Nyanlända", all_of=["newly_arrived"])
    with translation.override("sv"):
        rule = group.rule_text
    line = f'<p class="quiet">Prövas: {rule}</p>'
    assert line in page_of(sign_in(cast.leader), "targets", cast.project)
    page = compact_html(client.get(reverse("bank:project", args=[cast.project.slug])))
    assert "<b>Nyanlända</b>" in page
    assert line not in page


def test_a_role_without_a_project_has_no_empty_row_on_a_narrow_screen(cast, sign_in):
    page = compact_html(sign_in(cast.administrator).get("/account/"))
    assert 'data-label="Del" class="when-wide"' in page
    assert 'data-label="Del" class="when-wide"' not in compact_html(sign_in(cast.leader).get("/account/"))
