"""Information that GDPR article 15 requires with the data."""

from django.utils.translation import gettext as _

from projects.models import ProgrammePeriod


def information_texts(project):
    return [
        _part(_("Why the data are kept"), *_purpose()),
        _part(_("On what ground"), *_ground(project.programme_period)),
        _part(_("Where the data come from"), *_sources()),
        _part(_("Who is given the data"), *_recipients()),
        _part(_("How long the data are kept"), *_retention(project.programme_period)),
        _part(_("Your rights"), *_rights()),
    ]


def _part(heading, *paragraphs):
    return {"heading": heading, "paragraphs": list(paragraphs)}


def _purpose():
    yield _(
        "The project is paid for by the European Social Fund. The organisation that runs it must record "
        "who takes part, their situation when they start and their results, and account for this in "
        "numbers."
    )
    yield _("No decision about you is made by a computer alone, and no profile is drawn up.")


# By programme period. The decision about a project may say more and then takes precedence.
def _ground(period):
    yield _(
        "Data protection: a task in the public interest and a legal duty, article 6.1 c and e of the General "
        "Data Protection Regulation. Sensitive data: an important public interest, article 9.2 g, with chapter 3, "
        "section 3 of the Swedish act 2018:218. Personal identity number: chapter 3, section 10 of the same act."
    )
    yield {
        ProgrammePeriod.P2007: _(
            "The programme period 2007–2013: the duty to record participants in regulation (EC) 1083/2006. "
            "Up to 24 May 2018 the Swedish personal data act (1998:204) applied."
        ),
        ProgrammePeriod.P2014: _(
            "The programme period 2014–2020: article 125.2 d and e of regulation (EU) 1303/2013, and annex III of "
            "regulation (EU) 480/2014."
        ),
        ProgrammePeriod.P2021: _(
            "The programme period 2021–2027: article 72.1 e and annex XVII of regulation (EU) 2021/1060."
        ),
    }[period]
    yield _(
        "The data are secret under the Swedish public access to information and secrecy act (2009:400): about "
        "personal circumstances in social services, chapter 26, section 1; for protected people also chapter 21, "
        "section 3 and chapter 22, section 1."
    )


def _sources():
    yield _(
        "From you, from the case workers of the project, and from lists that the organisations taking part "
        "have provided. Who wrote what, and when, is shown under the changes."
    )


def _recipients():
    yield _(
        "The Swedish ESF Council and the European Commission are given counts without names, in which "
        "small numbers are hidden. Auditors may see records under a reference instead of a name, for a "
        "stated time and reason. Nothing is transferred to a country outside the European Union."
    )


def _retention(period):
    yield {
        ProgrammePeriod.P2007: _(
            "At least three years after the operational programme was closed (article 90 of regulation (EC) 1083/2006)."
        ),
        ProgrammePeriod.P2014: _(
            "At least two years, for projects under one million euro three, from the 31 December after the "
            "accounts that include the project's last expenditure (article 140 of regulation (EU) "
            "1303/2013)."
        ),
        ProgrammePeriod.P2021: _(
            "Five years from the 31 December of the year of the last payment to the project (article 82 of "
            "regulation (EU) 2021/1060)."
        ),
    }[period]
    yield _(
        "The decision about the project and the controller's plan for its records (the archives act 1990:782) may "
        "say longer. Nothing is destroyed without a decision."
    )


def _rights():
    yield _(
        "You may ask to have errors corrected, to have the use of the data limited, and to object to it. "
        "Data that must be kept by law can't be erased before its time. Contact the controller named on "
        "the first page."
    )
    yield _(
        "You may complain to the Swedish Authority for Privacy Protection (Integritetsskyddsmyndigheten, imy.se)."
    )
