"""File of a survey's results, as CSV or XLSX: the rows of the page, without what was written."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.files.columns import Column
from esfportal.files.table_files import table_file
from esfportal.languages import active_language
from participants.surveys.access import contents_of
from participants.surveys.models import Question
from participants.surveys.pages import result_rows, steps
from participants.surveys.words import NO, STEPS, YES


def make_file(survey, kind):
    """Return the file in the reader's language."""
    questions, contents = list(survey.questions.all()), contents_of(survey)
    kinds = (Question.Kind.SCALE, Question.Kind.YES_NO)
    rows = [row for each in kinds for row in result_rows(survey, questions, contents, each)]
    name = survey.project.display_name
    about = {"title": f"{_('Survey')}: {name}", "author": name, "sheet": _("Results")}
    return table_file(kind, _columns(), rows, language=active_language(), **about)


def _columns():
    def count(value, *, is_scale):
        def get(row, language):
            counts = row.distribution.counts if row.distribution else {}
            return counts.get(value) if (len(counts) == len(STEPS)) == is_scale else None

        return get

    def mean(row, language):
        found = row.distribution and row.distribution.mean
        return None if found is None else Decimal(f"{found:.1f}")

    def number(row, language):
        return row.distribution.number if row.distribution else _("fewer than five")

    return [
        Column("question", gettext_lazy("Question"), lambda row, language: row.question, 60),
        Column("group", gettext_lazy("Group"), lambda row, language: row.group, 20),
        Column("answers", gettext_lazy("Answers"), number, 9),
        Column("mean", gettext_lazy("Mean"), mean, 9),
        *(
            Column(f"step_{step}", f"{step}: {word}", count(step, is_scale=True), 14)
            for step, word in zip(STEPS, steps(), strict=True)
        ),
        Column("yes", gettext_lazy("Yes"), count(YES, is_scale=False), 9),
        Column("no", gettext_lazy("No"), count(NO, is_scale=False), 9),
    ]
