"""Steps of making a report, in order, with their labels."""

from django.utils.translation import gettext as _

from reporting.reports.models import ReportFile

LANGUAGES = ("sv", "en")
KINDS_AND_LANGUAGES = [(kind, language) for kind in ReportFile.Kind.values for language in LANGUAGES]
# The step names are stored in ReportJob.step, such as "pdf-sv" and "pdf-sv-released".
FILE_STEPS = {
    f"{kind}-{language}{mark}": (audience, kind, language)
    for audience, mark in (
        (ReportFile.Audience.FULL, ""),
        *((audience, f"-{audience}") for audience in ReportFile.RELEASED_TO),
    )
    for kind, language in KINDS_AND_LANGUAGES
}
STEPS = ["figures", *FILE_STEPS, "publish"]


def step_text(job):
    """Return the label of the job's current or last step."""
    if job.step == "figures":
        return _("Counting participants and results")
    if job.step == "publish":
        return _("Publishing the files")
    if job.step:
        kind, language = job.step.split("-")[:2]
        values = {"kind": kind.upper(), "language": {"sv": _("Swedish"), "en": _("English")}[language]}
        return _("Writing the %(kind)s file in %(language)s") % values
    return _("Waiting for its turn") if job.is_open else ""
