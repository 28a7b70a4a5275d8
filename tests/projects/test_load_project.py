"""`manage.py load_project FILE`, with the five published projects and edited files."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.audit.models import AuditEntry
from accounts.models import Organisation
from projects.actions import load_project
from projects.models import FinancingEntry, Project
from projects.project_files.export import project_as_toml
from projects.project_files.parser import parse
from projects.team.models import Membership
from tests.factories import MembershipFactory, OrganisationFactory, ParticipationFactory

FILES = Path(settings.BASE_DIR) / "projects" / "files"
SLUGS = ["all-in", "intro", "kalmar", "resurscentrum", "spik"]

pytestmark = pytest.mark.django_db


def load(path):
    out = StringIO()
    call_command("load_project", str(path), stdout=out)
    return out.getvalue().strip()


def project(slug):
    load(FILES / f"{slug}.toml")
    return Project.objects.get(slug=slug)


@pytest.fixture
def edited(tmp_path):
    def copy(slug, *changes):  # each change is (old text, new text)
        text = (FILES / f"{slug}.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / f"{slug}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return copy


def roles(project):
    return {
        role: set(project.partners.filter(role=role).values_list("organisation__name", flat=True))
        for role in project.partners.values_list("role", flat=True)
    }


def target(project, code):
    row = project.targets.get(code=code)
    return row.measure, row.comparison, row.unit, int(row.value), row.denominator


@pytest.mark.parametrize("slug", SLUGS)
def test_each_file_loads_and_a_second_time_changes_nothing(slug):
    assert load(FILES / f"{slug}.toml").startswith(f"{slug}: created ")
    entries = AuditEntry.objects.exclude(action="command_run")
    known = entries.count()
    assert load(FILES / f"{slug}.toml") == f"{slug}: unchanged"
    assert entries.count() == known


def test_all_five_projects_load_together():
    for slug in SLUGS:
        project(slug)
    assert list(Project.objects.order_by("slug").values_list("slug", flat=True)) == SLUGS
    assert Organisation.objects.filter(name="Svenska ESF-rådet").count() == 1
    assert set(Project.objects.values_list("name", flat=True)) == {
        "All in",
        "Intro",
        "RC ResursCentrum",
        "Samverkansprojekt Kalmar län",
        "SpiK – Sammansatt problematik i Kronobergs län",
    }


def test_intro_as_published():
    intro = project("intro")
    assert (intro.programme_period, intro.region) == ("2007-2013", "ovre_norrland")
    assert (intro.starts_on, intro.ends_on) == (date(2009, 1, 7), date(2011, 1, 6))
    assert (intro.budget_total, intro.esf_share, intro.esf_support) == (15_500_000, 50, None)
    assert set(intro.municipalities.values_list("code", flat=True)) == {"2560", "2510"}
    assert roles(intro)["owner"] == {"Jokkmokks kommun"}
    assert roles(intro)["co_financier"] == {"Länsstyrelsen"}
    assert roles(intro)["cooperation"] == {"Arbetsförmedlingen", "Försäkringskassan", "Kompetensutvecklarna"}
    parts = {row.code: row.project_municipalities.get().municipality_id for row in intro.sub_projects.all()}
    assert parts == {"alvsbyn": "2560", "jokkmokk": "2510"}
    assert target(intro, "participants-alvsbyn") == ("participants", "exactly", "number", 55, "target")
    assert intro.targets.get().part.code == "alvsbyn"
    conditions = {row.code: (row.all_of, row.any_of, row.max_age) for row in intro.target_groups.all()}
    assert conditions == {
        "long-term-unemployed": (["long_term_unemployed"], [], None),
        "long-term-sick-listed": (["long_term_sick_listed"], [], None),
        "young-between": (["not_in_education"], ["unemployed", "inactive"], 24),
        "sickness-pension": (["sickness_pension"], [], None),
        "income-support": (["income_support"], [], None),
        "refugees": (["refugee"], [], None),
    }


def test_all_in_as_published():
    all_in = project("all-in")
    assert (all_in.programme_period, all_in.region) == ("2014-2020", "ostra_mellansverige")
    assert (all_in.starts_on, all_in.ends_on) == (None, date(2020, 5, 31))
    assert all_in.budget_total == 50_000_000
    assert roles(all_in)["owner"] == {"Hällefors kommun"}
    assert len(roles(all_in)["partner"]) == 7
    assert set(all_in.municipalities.values_list("name", flat=True)) == {
        *("Hällefors", "Kumla", "Nora", "Hallsberg"),
        *("Degerfors", "Karlskoga", "Ljusnarsberg", "Lindesberg"),
    }
    assert target(all_in, "participants") == ("participants", "at_most", "number", 648, "target")
    assert target(all_in, "women_share") == ("women_share", "at_least", "share", 50, "participants")
    assert target(all_in, "work") == ("work", "at_least", "number", 390, "target")
    assert [phase.kind for phase in all_in.phases.all()] == ["analysis", "implementation", "closing"]
    closing = all_in.phases.get(kind="closing")
    assert (closing.starts_on, closing.ends_on) == (date(2020, 3, 1), date(2020, 5, 31))
    assert all_in.target_groups.get().all_of == ["newly_arrived"]
    assert "aktivitetsledare" in all_in.staffing


def test_resurscentrum_as_published():
    centre = project("resurscentrum")
    assert centre.expects_participants is False
    assert (centre.programme_area, centre.programme_area_name) == ("2", "Ökat arbetskraftsutbud")
    assert centre.programme_area_name_en == "Increased labour supply"
    assert (centre.starts_on, centre.ends_on) == (date(2008, 8, 1), date(2009, 1, 31))
    assert (centre.esf_support, centre.budget_total) == (289_305, 387_180)
    assert centre.budget_lines.get().amount == 27_500
    assert centre.municipalities.count() == 29
    assert centre.phases.get().kind == "pre_study"
    assert roles(centre)["owner"] == {"Arbetsmarknadsenheten, Lycksele kommun"}
    assert not centre.contact_name
    assert not centre.contact_email
    assert not centre.targets.exists()
    assert not centre.target_groups.exists()
    bodies = {(row.section, row.language): bool(row.body) for row in centre.texts.all()}
    assert bodies["gender", "sv"] is bodies["transnational", "en"] is False
    assert {section for (section, language), body in bodies.items() if body and language == "en"} == {
        *("summary", "background", "purpose", "objective", "target_group", "results", "accessibility"),
    }


def test_kalmar_as_published():
    kalmar = project("kalmar")
    assert (kalmar.programme_period, kalmar.region) == ("2014-2020", "smaland_och_oarna")
    assert (kalmar.starts_on, kalmar.ends_on) == (date(2017, 9, 1), date(2020, 11, 30))
    assert kalmar.period_text == "hösten 2017 till november 2020"
    assert (kalmar.budget_total, kalmar.esf_share) == (21_000_000, Decimal("66.67"))
    assert roles(kalmar)["owner"] == {"Kommunförbundet Kalmar län"}
    assert kalmar.municipality_count == 8
    assert target(kalmar, "participants") == ("participants", "exactly", "number", 418, "target")
    assert target(kalmar, "occupation") == ("occupation", "at_least", "share", 60, "participants")
    interventions = {row.code: row.municipality_id for row in kalmar.interventions.all()}
    assert interventions == {"kalejdo": "0882", "sokandelots": "0883"}
    assert kalmar.interventions.get(code="kalejdo").target_group == "kvinnor"
    assert "arbetsgivare" in kalmar.interventions.get(code="sokandelots").employers_text
    assert kalmar.target_groups.count() == 4
    assert kalmar.events.get().held_on is None
    results = {row.language: row.body for row in kalmar.texts.filter(section="results")}
    assert all("382" in body and "70 p" in body for body in results.values())


def test_spik_as_published():
    spik = project("spik")
    assert (spik.budget_total, spik.budget_is_approximate) == (33_000_000, True)
    assert spik.esf_support == 15_500_000
    assert {line.source: line.planned for line in spik.financing.all()} == {
        "esf": 15_500_000,
        "in_kind_time": None,
        "in_kind_competence": None,
        "in_kind_work": None,
    }
    group = spik.target_groups.get()
    assert (group.min_age, group.max_age) == (18, 64)
    assert (group.all_of, group.any_of) == ([], ["long_term_unemployed", "long_term_sick_listed"])
    assert roles(spik)["decision"] == {"Strukturfondspartnerskapet för Småland och Öarna"}
    assert "owner" not in roles(spik)
    assert (spik.starts_on, spik.ends_on, spik.targets.count()) == (None, None, 0)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_is_in_both_languages(slug):
    texts = {(row.section, row.language): row.body for row in project(slug).texts.all()}
    assert texts
    for (section, language), body in texts.items():
        assert bool(body) == bool(texts[section, "en" if language == "sv" else "sv"]), section


def test_an_edited_file_changes_only_its_differences(edited):
    kalmar = project("kalmar")
    changed = edited("kalmar", ("value = 418", "value = 420"), ('"Unga"', '"Ungdomar"'))
    assert load(changed) == "kalmar: created 0, updated 2, removed 0"
    assert kalmar.targets.get(code="participants").value == 420
    assert kalmar.target_groups.get(code="young").name == "Ungdomar"
    entry = AuditEntry.objects.filter(action="project_loaded").latest("pk")
    assert entry.details == {"updated": 2}


def test_rows_missing_from_the_file_are_removed(edited):
    kalmar = project("kalmar")
    text = (FILES / "kalmar.toml").read_text(encoding="utf-8")
    event = text[text.index("[[events]]") : text.index("[texts.summary]")]
    kalejdo = text[
        text.index('[[interventions]]\ncode = "kalejdo"') : text.index('[[interventions]]\ncode = "sok')
    ]
    assert load(edited("kalmar", (event, ""), (kalejdo, ""))) == "kalmar: created 0, updated 0, removed 2"
    assert not kalmar.events.exists()
    assert list(kalmar.interventions.values_list("code", flat=True)) == ["sokandelots"]


def test_an_owner_can_be_replaced(edited):
    # The database allows one owner at any time, so the order of writes matters.
    kalmar = project("kalmar")
    owner, partner = 'kind = "federation"\nrole = "owner"', 'kind = "federation"\nrole = "partner"'
    oskarshamn = 'Oskarshamn Municipality"\nkind = "municipality"\nrole = '
    load(edited("kalmar", (owner, partner), (oskarshamn + '"partner"', oskarshamn + '"owner"')))
    assert roles(kalmar)["owner"] == {"Oskarshamns kommun"}


def error_of(path):
    with pytest.raises(CommandError) as caught:
        load(path)
    assert caught.value.returncode == 1
    return str(caught.value)


def test_an_intervention_with_participants_is_not_removed(edited):
    kalmar = project("kalmar")
    ParticipationFactory(project=kalmar, spell__intervention=kalmar.interventions.get(code="kalejdo"))
    text = (FILES / "kalmar.toml").read_text(encoding="utf-8")
    kalejdo = text[
        text.index('[[interventions]]\ncode = "kalejdo"') : text.index('[[interventions]]\ncode = "sok')
    ]
    message = error_of(edited("kalmar", (kalejdo, ""), ("value = 418", "value = 1")))
    assert 'interventions.kalejdo: "Kalejdo" is gone from the file, but 1 spell hang on it' in message
    assert kalmar.interventions.filter(code="kalejdo").exists()
    assert kalmar.targets.get(code="participants").value == 418


def test_a_source_with_bookings_is_not_removed(edited):
    kalmar = project("kalmar")
    FinancingEntry.objects.create(line=kalmar.financing.get(), amount=10)
    text = (FILES / "kalmar.toml").read_text(encoding="utf-8")
    financing = text[text.index("[[financing]]") : text.index("[[events]]")]
    assert "1 booking hang on it" in error_of(edited("kalmar", (financing, "")))


def test_a_sub_project_with_members_is_not_removed(edited):
    intro = project("intro")
    MembershipFactory(project=intro, sub_project=intro.sub_projects.get(code="jokkmokk"))
    text = (FILES / "intro.toml").read_text(encoding="utf-8")
    jokkmokk = text[text.index('[[sub_projects]]\ncode = "jokkmokk"') : text.index("[[targets]]")]
    assert "1 membership hang on it" in error_of(edited("intro", (jokkmokk, "")))
    assert Membership.objects.get().sub_project.code == "jokkmokk"


def test_an_organisation_of_another_kind_is_a_mistake():
    OrganisationFactory(name="Kommunförbundet Kalmar län", kind="company")
    message = error_of(FILES / "kalmar.toml")
    assert 'organisations[0].kind: "Kommunförbundet Kalmar län" is already registered as "company"' in message
    assert not Project.objects.exists()


def test_mistakes_name_file_key_and_reason_and_save_nothing(edited):
    message = error_of(edited("kalmar", ("value = 60", "value = 600"), ("max_age = 24", "max_agee = 24")))
    assert message.startswith("2 mistakes in kalmar.toml; nothing was saved.")
    assert "kalmar.toml: targets[1].value: is a per cent from 0 to 100" in message
    assert 'kalmar.toml: target_groups[0].max_agee: unknown key (did you mean "max_age"?)' in message
    assert not Project.objects.exists()
    assert not Organisation.objects.exists()


CASES = Path(settings.BASE_DIR).parent / "shared" / "cases" / "files"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("20a_no_owner", "organisations"),
        ("20b_phase_outside", "phases[0].starts_on"),
        ("20c_year_1", "starts_on"),
        ("20d_period_and_days_disagree", "starts_on"),
    ],
)
def test_an_incoherent_file_is_refused_with_the_key(name, key):
    path = CASES / f"{name}.toml"
    if not path.exists():
        pytest.skip("The files are not in the folder next to the project.")
    assert f"{path.name}: {key}: " in error_of(path)
    assert not Project.objects.exists()


def test_a_project_whose_owner_is_not_published_says_so(edited):
    load(FILES / "spik.toml")
    message = error_of(edited("spik", ("owner_is_published = false\n", "")))
    assert "organisations: none has role" in message


def test_a_missing_file_gives_one_line_of_output(tmp_path):
    assert error_of(tmp_path / "none.toml").endswith("none.toml: No such file or directory")
    assert error_of(tmp_path).endswith(": Is a directory")


def test_the_file_overwrites_the_leaders_changes():
    kalmar = project("kalmar")
    kalmar.targets.filter(code="occupation").update(value=10)
    kalmar.phases.create(kind="closing")  # not in the file
    assert load(FILES / "kalmar.toml") == "kalmar: created 0, updated 1, removed 1"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_project_that_is_written_as_a_file_and_loaded_changes_nothing(slug):
    stored = project(slug)
    file, errors = parse(project_as_toml(stored).encode())
    assert errors == []
    assert not load_project(file).changed
    # In another database, too: the file says everything.
    before = parse((FILES / f"{slug}.toml").read_bytes())[0]
    assert {**before.facts, "municipalities": {*before.facts["municipalities"]}} == {
        **file.facts,
        "municipalities": {*file.facts["municipalities"]},
    }
