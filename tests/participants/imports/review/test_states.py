"""States of the rows of a file, and the result of a check as it is kept: rules without the database."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from participants.imports.matching.names import OTHER_NAME
from participants.imports.matching.plan import (
    Candidate,
    ParticipantRow,
    ParticipantsPlan,
    PersonQuestion,
    Result,
)
from participants.imports.reading.errors import Problem, ProblemKind, Problems
from participants.imports.review.alone import with_rows
from participants.imports.review.listed import ReviewedRow
from participants.imports.review.result import collected
from participants.imports.review.states import OF_PROBLEM, OF_RESULT, Facts, RowState, state_of
from participants.imports.review.storing import packed, unpacked

ROWS = st.lists(st.integers(2, 60), min_size=1, max_size=30, unique=True)
FACTS = st.builds(
    Facts,
    problem=st.none() | st.sampled_from(ProblemKind),
    result=st.none() | st.sampled_from(Result),
    is_left_out=st.booleans(),
    is_repetition=st.booleans(),
    is_beyond_places=st.booleans(),
    questions=st.sets(st.sampled_from([OTHER_NAME, "very_young"])),
)


def checked(facts, listed):
    """Return the result of a check with these facts of its rows."""
    plan, problems = ParticipantsPlan(row_numbers=sorted(facts)), Problems(listed=listed)
    for row, found in facts.items():
        if found.problem:
            problems.add(row, "kommun", "x", "Rätta.", found.problem)
        if found.result:
            plan.note_row(row, found.result)
        if found.is_repetition:
            plan.repeats[row] = 1
        for code in sorted(found.questions):
            plan.questions.ask(code, f"{code}?", row)
    problems.add(1, "rubrik", "", "Okänd kolumn.")  # about no row
    plan.beyond_places = [row for row, found in facts.items() if found.is_beyond_places]
    left_out = [row for row, found in facts.items() if found.is_left_out]
    return collected(plan, problems, left_out=left_out)


@given(st.data(), ROWS)
def test_every_row_has_one_state_and_the_counts_add_up_to_the_file(data, rows):
    facts = {row: data.draw(FACTS) for row in rows}
    result = checked(facts, data.draw(st.integers(0, 5)))

    assert result.rows == sorted(rows)
    assert result.states == [state_of(facts[row]) for row in sorted(rows)]
    assert sum(result.state_counts.values()) == len(rows)
    listed = [place for state in result.state_counts for place in result.rows_in(state)]
    assert sorted(listed) == result.rows_in("") == list(range(len(rows)))
    kept = unpacked(packed(result))
    assert (kept.rows, kept.states, kept.questions) == (result.rows, result.states, result.questions)
    assert (kept.problems.count, kept.problems.kinds) == (result.problems.count, result.problems.kinds)
    assert kept.problems.listed == result.problems.listed
    assert (kept.counts, kept.repeats) == (result.counts, result.repeats)


@given(st.data(), ROWS)
def test_rows_that_are_checked_alone_replace_their_own_and_nothing_else(data, rows):
    before, after = ({row: data.draw(FACTS) for row in rows} for _each in range(2))
    chosen = frozenset(data.draw(st.sets(st.sampled_from(rows), min_size=1)))
    found = checked(before, 99)
    own = checked({row: after[row] for row in chosen}, 99)

    result = with_rows(found, own, chosen)

    expected = checked({row: after[row] if row in chosen else before[row] for row in rows}, 99)
    for name in ("rows", "states", "state_counts", "repeats", "problems_by_row"):
        assert getattr(result, name) == getattr(expected, name), name
    assert result.problems.count == expected.problems.count
    for row in rows:
        codes = ({each.code for each in checks.questions_of(row)} for checks in (result, expected))
        assert len(set(map(frozenset, codes))) == 1
    assert unpacked(packed(result)).alone == result.alone == chosen


@given(FACTS)
def test_what_the_user_must_do_comes_before_what_the_row_does(facts):
    state = state_of(facts)
    if facts.is_left_out:
        assert state == RowState.LEFT_OUT
    elif facts.problem:
        assert state == OF_PROBLEM[facts.problem]
    elif state in (RowState.NEW, RowState.CHANGED, RowState.UNCHANGED, RowState.SKIPPED):
        assert state == OF_RESULT[facts.result]
        assert not any((facts.questions, facts.is_beyond_places, facts.is_repetition))
    else:
        assert (
            facts.questions
            or facts.is_beyond_places
            or facts.is_repetition
            or facts.result
            in (
                None,
                Result.WAITING,
            )
        )


def test_a_kept_question_about_a_person_has_the_same_key_and_no_number():
    digits = "199401122396"
    key = ("åsa", "öberg", date(1994, 1, 12), "woman")
    about = {"birth_date": date(1994, 1, 12), "sex": "woman", "given_name": "Åsa", "family_name": "Öberg"}
    about |= {"exit_date": None, "exit_reason": None, "municipality": "0882", "intervention": None}
    about |= {"entry_date": date(2018, 3, 1), "protection": None, "entry_pieces": ((None, "x"),)}
    row = ParticipantRow(row=4, key=b"\x01\xff", digits=digits, number_kind="personnummer", **about)
    other = ParticipantRow(row=3, key=key, digits="", number_kind="none", **about)
    question = PersonQuestion([row], (Candidate("p7", 7), Candidate("r3", row=other)), "p7")
    content = packed(collected(ParticipantsPlan(people=[question]), Problems()))

    (kept,) = unpacked(content).people

    assert (kept.key, kept.answer, kept.valid_answer({question.key: "r3"})) == (question.key, "p7", "r3")
    assert kept.candidates[1].row.names == ("Åsa", "Öberg")
    assert kept.rows[0].digits == "19940112-****"


def test_a_row_that_only_repeats_another_is_not_marked_as_a_mistake():
    mistake = Problem(3, "datum", "x", "Rätta.", ProblemKind.DOUBLE)
    assert ReviewedRow(3, RowState.DOUBLE, problems=[mistake]).shape == "bad"
    assert ReviewedRow(3, RowState.DOUBLE, texts=["Samma som rad 2?"]).shape == "warn"
    assert ReviewedRow(3, RowState.DOUBLE, is_repetition=True).shape == "none"
