"""Results of surveys tell nothing of one person (docs/adr/0167)."""

from collections import Counter
from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from participants.surveys.models import Question
from participants.surveys.results import FEWEST, groups_of, results_of, to_count

SCALE = SimpleNamespace(pk=1, kind="scale", Kind=Question.Kind)
contents = st.lists(
    st.fixed_dictionaries(
        {
            "values": st.sampled_from([{}, {"1": 2}, {"1": 5}]),
            "sex": st.sampled_from(["woman", "man", ""]),
            "part": st.sampled_from(["0882", "0883"]),
        }
    ),
    max_size=60,
)


def test_results_grow_by_five_and_lose_no_answer():
    for answers in range(27):
        waiting, counted = [], [0]
        for number in range(answers):
            waiting.append(number)
            joining = to_count(waiting, is_closing=False)
            waiting = [each for each in waiting if each not in joining]
            counted.append(counted[-1] + len(joining))
        counted.append(counted[-1] + len(to_count(waiting, is_closing=True)))
        assert all(after - before in (0, *range(FEWEST, 10)) for before, after in pairwise(counted))
        assert counted[-1] == (answers if answers >= FEWEST else 0)


@given(contents=contents)
def test_no_group_has_fewer_than_five(contents):
    for result in results_of([SCALE], contents, by=("sex", "part")):
        answered = [each for each in contents if each["values"]]
        assert (result.distribution is None) == (len(answered) < FEWEST)
        for groups in result.groups.values():
            assert min(each.number for each in groups.values()) >= FEWEST
            assert sum(each.number for each in groups.values()) == len(answered)
        if len(result.groups) == 2:  # what the two tables have in common is no small group, either
            shared = Counter((each["sex"], each["part"]) for each in answered)
            assert min(shared.values()) >= FEWEST


def test_a_small_group_hides_its_table_and_no_other():
    people = [{"values": {"1": 4}, "sex": sex, "part": "0882"} for sex in ("woman", "man") * 5]
    assert groups_of(SCALE, people, ["sex"])["sex"].keys() == {"woman", "man"}
    assert groups_of(SCALE, people[1:], ["sex"]) == {}
    people[0]["part"] = people[1]["part"] = "0883"
    assert groups_of(SCALE, people, ["sex", "part"]).keys() == {"sex"}
