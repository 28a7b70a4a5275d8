"""Work, studies and income of a moment in words."""

from django.utils.translation import gettext as _

from participants.register.models import Income, Study, Work


def situation_text(spell, moment, *, with_incomes=True):
    """Return "Subsidised work, 20 hours a week. No studies. Income: wage 50 %." or ""."""

    def answer(kind):
        return getattr(spell, f"{kind}_at_{moment}")

    hours, extent = answer("work_hours"), answer("study_extent")
    work = [Work(answer("work")).label] if answer("work") else []
    study = [Study(answer("study")).label] if answer("study") else []
    if hours:
        work.append(_("%(hours)s hours a week") % {"hours": hours})
    if extent:
        study.append(_per_cent(extent))
    incomes = [*zip(answer("incomes"), answer("income_extents"), strict=True)]
    if incomes and with_incomes:
        incomes = [_("income: %(sources)s") % {"sources": incomes_text(incomes)}]
    sentences = [", ".join(map(str, words)) for words in (work, study, incomes) if words]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def incomes_text(incomes):
    """Return "wage 50 %, income support" of pairs of source and extent."""
    return ", ".join(
        " ".join([str(Income(source).label), *([_per_cent(part)] if part is not None else [])])
        for source, part in incomes
    )


def _per_cent(part):
    return f"{part}\N{NO-BREAK SPACE}%"
