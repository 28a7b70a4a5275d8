"""Rules that stored data and figures cannot break."""

from reporting.indicators.frameworks.base import EnforcedRule
from reporting.indicators.names import Name


def enforced(id: str, sv: str, en: str, met_sv: str, met_en: str) -> EnforcedRule:
    return EnforcedRule(id, Name(sv, en), Name(met_sv, met_en))


ENFORCED_RULES = (
    enforced(
        "V-R06",
        "Okänt är något annat än nej, och bara känsliga frågor kan avböjas.",
        "Unknown is not no, and only special-category questions can be declined.",
        "Ja, nej och okänt lagras var för sig. Svaret ”vill ej uppge” finns bara för känsliga frågor.",
        "Yes, no and unknown are stored apart. “Prefers not to say” exists only for special-category questions.",
    ),
    enforced(
        "V-R14",
        "Det senaste på arbetsmarknaden, högst 28 dagar efter avslutet, är det omedelbara resultatet.",
        "The last labour-market event, at most 28 days after leaving, is the immediate result.",
        "Så är status efter avslut definierad. Det som händer senare sparas men räknas inte.",
        "That is how the status upon leaving is defined. What comes later is kept and not counted.",
    ),
    enforced(
        "V-R22",
        "En person har en post i varje projekt.",
        "A person has one record in each project.",
        "Databasen tillåter bara en. Numret känns igen i alla skrivsätt.",
        "The database allows only one. A number is recognised however it is written.",
    ),
    enforced(
        "V-R23",
        "Den som kommer tillbaka behåller sina uppgifter från första starten.",
        "Somebody who comes back keeps the record of the first entry.",
        "Uppgifterna hör till deltagandet. En ny period har bara egna datum och en egen plats.",
        "The record belongs to the participation. A further spell has only dates and a place of its own.",
    ),
    enforced(
        "V-R29",
        "Landsbygd följer av kommunen.",
        "Rural follows from the municipality.",
        "Svaret registreras för personen tills en tabell över kommunernas täthet finns i portalen.",
        "The answer is recorded for the person until the portal holds a table of how dense municipalities are.",
    ),
    enforced(
        "V-R30",
        "Kön redovisas som kvinnor och män.",
        "Gender is reported as women and men.",
        "Svensk lag känner två juridiska kön, så icke-binära är noll.",
        "Swedish law knows two legal sexes, so non-binary persons are zero.",
    ),
    enforced(
        "V-A43",
        "Reglerna V-A37 till V-A42 gäller leveranserna i juni och december.",
        "Rules V-A37 to V-A42 concern the transmissions of June and December.",
        "De prövas i varje rapport, så att inget återstår att rätta då.",
        "They are checked in every report, so that nothing is left to correct then.",
    ),
    enforced(
        "V-A63",
        "Den som deltar i två projekt räknas i båda.",
        "Somebody who takes part in two projects counts in both.",
        "Figurerna räknas projekt för projekt.",
        "Figures are counted project by project.",
    ),
)
