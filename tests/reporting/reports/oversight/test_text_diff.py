"""Differences between two texts: no word is lost, and only what the other lacks is marked."""

from hypothesis import given
from hypothesis import strategies as some

from reporting.reports.oversight.text_diff import MOST_WORDS, Words, text_diff

TEXTS = some.lists(
    some.lists(some.sampled_from(["ett", "två", "tre", "fyra"]), max_size=6).map(" ".join), max_size=5
).map("\n".join)


def joined(lines):
    return ["".join(part.text for part in line) for line in lines]


def unmarked(lines):
    return [word for line in lines for part in line if not part.changed for word in part.text.split()]


@given(before=TEXTS, after=TEXTS)
def test_no_word_is_lost_and_what_is_unmarked_is_in_both(before, after):
    left, right = text_diff(before, after)
    assert (joined(left), joined(right)) == (before.splitlines(), after.splitlines())
    assert unmarked(left) == unmarked(right)
    if before == after:
        assert not any(part.changed for line in left + right for part in line)


def test_words_are_marked_where_they_differ():
    left, right = text_diff("Sex kvinnor fick jobb.", "Nio kvinnor fick jobb.")
    assert left == [[Words("Sex ", changed=True), Words("kvinnor fick jobb.")]]
    assert right == [[Words("Nio ", changed=True), Words("kvinnor fick jobb.")]]


def test_very_long_lines_are_marked_whole():
    long = "ord " * MOST_WORDS
    left, _right = text_diff(long + "a", long + "b")
    assert [part.changed for part in left[0]] == [True]
