"""The everyday tasks: what each may take at most, and what it took before the case worker's day was built."""

from typing import NamedTuple


class Task(NamedTuple):
    title: str
    clicks: int  # at most, with a mouse
    seconds: int  # at most, of a practised hand
    before: int | None  # clicks in November 2026; None: it could not be done


# By the name of the test.
TASKS = {
    "test_register_a_complete_participant": Task("Register a complete participant", 23, 90, 19),
    "test_find_a_double_while_registering": Task("Find a double while registering", 5, 30, None),
    "test_add_a_number_later": Task("Add the number that came later", 6, 30, None),
    "test_merge_two_records": Task("Merge two records of one person", 5, 30, None),
    "test_record_an_end_with_before_and_after": Task("Record an end, with before and after", 14, 45, 6),
    "test_record_a_job_with_its_proof": Task("Record a job, and upload its proof", 10, 35, 7),
    "test_review_proof": Task("Review a colleague's proof", 4, 15, None),
    "test_follow_up_after_six_months": Task("Follow up after six months", 4, 20, 6),
    "test_hand_over_and_accept": Task("Hand over, and accept (two users)", 8, 30, None),
    "test_correct_a_mistake": Task("Correct a wrong date", 6, 30, 6),
}
