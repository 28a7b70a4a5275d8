"""Work that remains: links to the form that settles it, and back to the list."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.participants.register.test_registration import answers

PAGE = "/projects/samverkan/participants/"
FOLLOW_UPS = PAGE + "?status=follow-up&sort=-exit"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 31), tick=False):
        yield


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.case_worker)


@pytest.fixture
def left(cast):
    return ParticipationFactory(project=cast.project, spell__left=True)


def links_of(client, address):
    (row,) = client.get(address).context["rows"]
    return {work.text.split(" sedan")[0]: work.url for work in row.pending}


def test_a_follow_up_is_recorded_from_the_list_and_comes_back_to_it(client, left):
    link = links_of(client, FOLLOW_UPS)["Uppföljning"]
    assert f'href="{link.replace("&", "&amp;")}"' in client.get(FOLLOW_UPS).text

    page = client.get(link)
    form = page.context["form"]
    assert [group["heading"] for group in form.asked_groups()] == ["Sex månader efter avslut"]
    assert len(form.other_groups()) == 3
    assert "Något annat hände" in page.text

    saved = client.post(link, {"kind": "follow_up_employed", "date": "2019-03-02"})
    address = urlsplit(saved["Location"])
    assert address.path == PAGE
    assert parse_qs(address.query) == {"status": ["follow-up"], "sort": ["-exit"]}
    assert left.outcomes.count() == 1


def test_a_missing_result_opens_the_results(client, left):
    link = links_of(client, PAGE + "?status=no-result")["Resultat saknas"]
    form = client.get(link).context["form"]
    assert [group["is_follow_up"] for group in form.asked_groups()] == [False, False, False]
    assert [group["is_follow_up"] for group in form.other_groups()] == [True]


def test_without_a_question_all_kinds_are_asked(client, left):
    form = client.get(left.get_absolute_url() + "outcomes/new/").context["form"]
    assert (len(form.asked_groups()), form.other_groups()) == (4, [])


def test_a_chosen_kind_of_another_group_stays_in_sight(client, left):
    page = client.post(left.get_absolute_url() + "outcomes/new/?about=follow-up", {"kind": "employment"})
    assert '<details class="more" open>' in page.text


def test_missing_answers_are_filled_in_from_the_list(cast, client):
    ParticipationFactory(project=cast.project, incomplete=True)
    link = links_of(client, PAGE + "?status=incomplete")["Svar saknas"]
    assert client.post(link, answers(reason="Fel i anmälan"))["Location"] == PAGE + "?status=incomplete"


def test_the_person_page_leads_back_to_the_list(client, left):
    (row,) = client.get(FOLLOW_UPS).context["rows"]
    page = client.get(row.url)
    assert f'class="back-link" href="{FOLLOW_UPS.replace("&", "&amp;")}"' in page.text
    assert all("list=" in step.url for step in page.context["steps"])


@pytest.mark.parametrize(
    "query",
    ["list=//evil.example", "list=https%3A%2F%2Fevil.example", "about=x", "list=%00", f"list={'a' * 600}"],
)
def test_the_way_back_never_leaves_the_list(client, left, query):
    address = f"{left.get_absolute_url()}outcomes/new/?{query}"
    saved = client.post(address, {"kind": "employment", "date": "2018-09-10"})
    assert saved["Location"].startswith(PAGE)
    assert "//evil" not in saved["Location"]


# The person page


def steps(client, participation):
    return client.get(participation.get_absolute_url()).context["steps"]


def test_taking_part_is_nothing_to_do(cast, client):
    someone = ParticipationFactory(project=cast.project)
    page = client.get(someone.get_absolute_url())
    assert page.context["steps"] == []
    assert "registrera avslutet när deltagaren slutar" not in page.text


def test_the_end_of_the_project_is_something_to_do(cast, sign_in):
    someone = ParticipationFactory(project=cast.project)
    with time_machine.travel(date(2020, 12, 1), tick=False):
        (step,) = steps(sign_in(cast.case_worker), someone)
    assert step.is_late
    assert step.url.endswith("/exit/")


def test_each_step_has_its_form(client, left):
    result, follow_up = steps(client, left)
    assert result.url.endswith("/outcomes/new/?about=result")
    assert follow_up.url.endswith("/outcomes/new/?about=follow-up")


def test_a_follow_up_to_come_has_no_button(cast, client):
    someone = ParticipationFactory(
        project=cast.project, spell__exit_date=date(2019, 3, 1), spell__exit_reason="moved"
    )
    OutcomeEventFactory(participation=someone, happened_on=date(2019, 3, 5))
    (step,) = steps(client, someone)
    assert (step.is_late, step.url) == (False, "")


@pytest.mark.parametrize(
    ("left_on", "text"),
    [
        ("2019-03-10", "Resultat räknas till och med 7\xa0april\xa02019."),
        ("2019-03-03", "Resultat räknas till och med 31\xa0mars\xa02019."),
        ("2019-03-02", "Resultat räknades till och med 30\xa0mars\xa02019."),
        ("2018-06-01", "Resultat räknades till och med 29\xa0juni\xa02018."),
    ],
)
def test_the_message_about_results_has_the_right_tense(cast, client, left_on, text):
    someone = ParticipationFactory(project=cast.project)
    data = {"exit_date": left_on, "exit_reason": "completed"}
    assert text in client.post(someone.get_absolute_url() + "exit/", data, follow=True).text


def test_missing_answers_are_collapsed(cast, client):
    someone = ParticipationFactory(project=cast.project, labour_market_status="", unemployed_since=None)
    page = client.get(someone.get_absolute_url())
    missing = page.context["answers"].missing
    assert f"{len(missing)} svar saknas" in page.text
    # What follows from another answer is not asked before that one.
    assert not {"Arbetslös sedan", "Har eget företag"} & {answer.label for answer in missing}


def test_codes_stand_last_and_folded(client, left):
    text = client.get(left.get_absolute_url()).text
    assert text.index("Vad hände") < text.index("Vid start") < text.index('id="indicators"')


# Rules that are not followed


def test_the_list_shows_who_breaks_a_rule(cast, sign_in):
    ParticipationFactory(project=cast.project, family_name="Rätt")
    ParticipationFactory(project=cast.project, family_name="Fel", education_level=None)
    page = sign_in(cast.leader).get(PAGE, {"rule": "V-R04"})
    assert [row.name for row in page.context["rows"]] == ["Elsa Fel"]
    assert "Utbildningsnivå saknas." in page.text  # the chip
    assert page.context["form"].chips()


@pytest.mark.parametrize("rule", ["V-R99", "", "x' OR 1=1"])
def test_an_unknown_rule_shows_all(cast, sign_in, rule):
    ParticipationFactory(project=cast.project)
    assert len(sign_in(cast.leader).get(PAGE, {"rule": rule}).context["rows"]) == 1


def test_the_list_is_sorted_by_what_remains(cast, client):
    ParticipationFactory(project=cast.project, family_name="Inget")
    ParticipationFactory(project=cast.project, family_name="Svar", incomplete=True)
    ParticipationFactory(project=cast.project, family_name="Uppföljning", spell__left=True)
    ParticipationFactory(
        project=cast.project,
        family_name="Resultat",
        spell__exit_date=date(2019, 1, 10),
        spell__exit_reason="moved",
    )
    rows = client.get(PAGE, {"sort": "work"}).context["rows"]
    assert [row.name.removeprefix("Elsa ") for row in rows] == ["Uppföljning", "Resultat", "Svar", "Inget"]


# After the project's end


@pytest.fixture
def after_the_end(cast, sign_in):
    ParticipationFactory(project=cast.project, family_name="Kvar")
    ParticipationFactory(project=cast.project, family_name="Slutat", spell__left=True)
    with time_machine.travel(date(2020, 12, 1), tick=False):
        yield sign_in(cast.case_worker)


def test_people_without_an_end_are_a_task_after_the_project(after_the_end):
    overview = after_the_end.get("/projects/samverkan/")
    assert "Deltagare utan avslut: projektet är slut" in overview.text
    (row,) = after_the_end.get(PAGE, {"status": "no-exit"}).context["rows"]
    assert row.name == "Elsa Kvar"
    assert [work.text for work in row.pending] == ["Avslut saknas: projektet är slut"]
    link = row.pending[0].url
    assert "/exit/" in link
    saved = after_the_end.post(link, {"exit_date": "2020-11-30", "exit_reason": "completed"})
    assert saved["Location"] == PAGE + "?status=no-exit"


def test_ends_after_the_project_are_listed_once_it_is_over(cast, sign_in):
    spell = {"spell__exit_reason": "completed"}
    for name, day in (("Sista", date(2020, 11, 30)), ("Sen", date(2020, 12, 1))):
        ParticipationFactory(project=cast.project, family_name=name, spell__exit_date=day, **spell)
    for today, shown in ((date(2020, 11, 30), {"Elsa Sista", "Elsa Sen"}), (date(2021, 1, 8), {"Elsa Sen"})):
        with time_machine.travel(today, tick=False):
            page = sign_in(cast.case_worker).get(PAGE, {"status": "late-exit"})
            # Before the end of the project it is no choice.
            assert {row.name for row in page.context["rows"]} == shown
            assert ("Avslut efter projektets slut" in page.text) == (len(shown) == 1)


def test_people_without_an_end_come_first_when_sorted_by_work(after_the_end):
    rows = after_the_end.get(PAGE, {"sort": "work"}).context["rows"]
    assert [row.name for row in rows] == ["Elsa Kvar", "Elsa Slutat"]


def test_taking_part_before_the_end_is_no_task(cast, client):
    ParticipationFactory(project=cast.project)
    assert "utan avslut" not in client.get("/projects/samverkan/").text
    assert client.get(PAGE, {"status": "no-exit"}).context["rows"] == []
