"""Every published fact of the five projects, on the project's public page in both languages."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from esfportal.ui.formats import NO_BREAK_SPACE
from tests.answers import compact_html

FILES = Path(settings.BASE_DIR) / "projects" / "files"

# Of each project: the words of the page in Swedish and in English; those that are the same once.
FACTS = {
    "intro": [
        ("2007–2013", "2007–2013"),
        ("Övre Norrland", "Upper Norrland"),
        ("Jokkmokk, Älvsbyn", "Jokkmokk, Älvsbyn"),
        ("Jokkmokks kommun är huvudman", "Jokkmokk Municipality is the project owner"),
        ("två år från den 7 januari 2009", "two years from 7 January 2009"),
        ("15 500 000 kr", "SEK 15,500,000"),
        ("EU betalar hälften", "The EU pays half"),
        ("Medfinansiär|Länsstyrelsen", "Co-financier|The county administrative board"),
        ("Fler finansiärer finns", "There are further financiers"),
        ("Deltagare i Älvsbyn|exakt 55", "Participants in Älvsbyn|exactly 55"),
        ("delar målet med Älvsbyn men har ett eget upplägg", "has a set-up of its own"),
        ("Delprojektet har en egen projektledare", "has a project leader of its own"),
        (
            "Långtidsarbetslösa, med särskild vikt vid nyanlända svenskar och unga",
            "newly arrived Swedes and young",
        ),
        ("Långtidssjukskrivna", "Long-term sick-listed people"),
        ("Unga mellan studier och arbete", "Young people between studies and work"),
        ("Personer med hel eller halv sjukersättning", "People with full or half sickness pension"),
        ("Personer med försörjningsstöd", "People with income support"),
        ("Flyktingar", "Refugees"),
        (
            "Syfte|Att göra arbetsmarknaden nåbar för människor som står långt från den, och att ta vara på de",
            "Purpose|To make the labour market reachable for people far outside it, and to use the",
        ),
        ("Kommunerna ansökte tillsammans", "The municipalities applied together"),
        ("EU:s socialfond beviljade stödet", "the EU's social fund granted the support"),
        ("offentliggjordes i januari 2009", "made public in January 2009"),
        (
            "Utbildningsföretag som anställer projektledaren i Älvsbyns del",
            "A training company that employs the leader of Älvsbyn's part",
        ),
        ("en egen plan", "a plan of their own"),
        (
            "Kommunen, Arbetsförmedlingen och Försäkringskassan",
            "the Public Employment Service and the Social Insurance",
        ),
        ("ekonomisk förening eller ett aktiebolag", "an economic association or a limited company"),
        (
            "en meny av varor och tjänster, till exempel hushållsnära tjänster",
            "a menu of products and services",
        ),
        ("utan att konkurrera med företag som redan finns", "without competing with businesses"),
        ("eget företag räknas som ett resultat", "self-employment counts as an outcome"),
    ],
    "all-in": [
        ("2014–2020", "2014–2020"),
        ("Östra Mellansverige", "East-Central Sweden"),
        (
            "Degerfors, Hallsberg, Hällefors, Karlskoga, Kumla, Lindesberg, Ljusnarsberg, Nora",
            "Degerfors, Hallsberg, Hällefors, Karlskoga, Kumla, Lindesberg, Ljusnarsberg, Nora",
        ),
        ("Projektägare|Hällefors kommun", "Project owner|Hällefors Municipality"),
        ("Samverkansparter|Kumla kommun", "Partners|Kumla Municipality"),
        ("50 000 000 kr", "SEK 50,000,000"),
        ("Analys och planering|ett halvår", "Analysis and planning|half a year"),
        ("Genomförande|två år", "Implementation|two years"),
        ("Avslut|mars till maj 2020", "Closing|March to May 2020"),
        ("knappt tre år", "nearly three years"),
        ("högst 648", "at most 648"),
        ("minst 50 % av deltagarna", "at least 50% of the participants"),
        ("I arbete|minst 390", "Into work|at least 390"),
        ("390 av de 648", "390 of the 648"),
        (
            "inte deltar i etableringsprogrammet eller inte fullföljer det",
            "establishment programme or do not complete",
        ),
        (
            "inte deltar i jobb- och utvecklingsgarantin",
            "do not take part in the job and development guarantee",
        ),
        ("unga kvinnor från Somalia är en större del", "young women from Somalia are a larger share"),
        ("efter ändringen av den tidens etableringsregler", "after the change of the establishment rules"),
        ("en blandning av länder", "a mix of countries"),
        ("Ekonomin är stark, men många kvinnor", "The economy is strong, but many women"),
        (
            "Örebro, Lekeberg, Laxå och Askersund är inte med",
            "Örebro, Lekeberg, Laxå and Askersund are not in",
        ),
        ("Lekeberg har färre nyanlända", "Lekeberg has fewer newly arrived people"),
        ("de andra kan ha andra lösningar", "the others may have other solutions"),
        (
            "Två anställda i varje kommun och en aktivitetsledare",
            "Two employees in each municipality and an activity leader",
        ),
        ("lösningar och nya metoder", "solutions and new methods"),
        (
            "Vård och omsorg är en bransch med många lediga jobb",
            "Care and welfare is a sector with many vacancies",
        ),
    ],
    "resurscentrum": [
        ("2007–2013", "2007–2013"),
        ("Programområde|2 Ökat arbetskraftsutbud", "Programme area|2 Increased labour supply"),
        ("Faser|Förprojektering", "Phases|Pre-study"),
        ("Arbetsmarknadsenheten, Lycksele kommun", "The labour-market unit of Lycksele Municipality"),
        ("289 305 kr", "SEK 289,305"),
        ("387 180 kr", "SEK 387,180"),
        ("extern hjälp med text och tryck|27 500 kr", "external help with writing and printing|SEK 27,500"),
        ("1 augusti 2008–31 januari 2009", "1 August 2008–31 January 2009"),
        ("Övre Norrland", "Upper Norrland"),
        ("Arbetet görs med Lycksele i centrum", "The work is focused on Lycksele"),
        ("Lycksele har 12 500 invånare", "Lycksele has 12,500 inhabitants"),
        ("Arjeplog, Arvidsjaur, Bjurholm, Boden, Dorotea", "Arjeplog, Arvidsjaur, Bjurholm, Boden, Dorotea"),
        ("den har inga deltagare", "it has no participants"),
        ("Långtidssjukskrivna, långtidsarbetslösa", "Long-term sick-listed people, long-term unemployed"),
        (
            "personer med funktionsnedsättning, unga som inte har etablerat sig",
            "people with disabilities, young people",
        ),
        ("invandrare och flyktingar", "immigrants and refugees"),
        ("Efterfrågan på praktik", "Demand on public and private employers for internships"),
        ("Ett brett nätverk finns", "A broad network exists"),
        ("det individuella arbetssättet är inarbetat med goda resultat", "established with good results"),
        ("i stil med Arbetscentrum och PULS", "like Arbetscentrum and PULS"),
        ("betyder mycket för integration och språk", "matter for integration and language"),
        (
            "Syfte|Att hitta en modell för mer samverkan, så att målgruppen etablerar sig på arbetsmarknaden eller i",
            "Purpose|To find a model for more cooperation, so that the target group gets established on the labour",
        ),
        (
            "Mål med projektet|Att hitta former och samarbetsparter som gör det möjligt att genomföra ett projekt",
            "Objective|To find forms and cooperation partners that make it possible to carry out a project",
        ),
        (
            "Projektet följer kommunens handikappolitiska plan",
            "The project follows the municipality's disability plan",
        ),
        ("kompetensutveckling i tillgänglighet", "competence development in accessibility"),
        (
            "Tillgängligheten i genomförandefasen undersöks",
            "Accessibility in the implementation phase is examined",
        ),
        ("Jämställdhetsintegrering|Ingen information", "Gender mainstreaming|No information"),
        ("Transnationellt samarbete|Ingen information", "Transnational cooperation|No information"),
        ("Kontaktperson|inte angivet|", "Contact person|not stated|"),
        ("E-post|inte angivet|Telefon|inte angivet", "E-mail|not stated|Telephone|not stated"),
        ("Fas|Förprojektering", "Phase|Pre-study"),
        ("intern utvärdering", "an internal evaluation"),
        ("samordnas, i organisation och i praktik", "coordinated, in organisation and in practice"),
        (
            "rehabilitering, arbetsträning, arbetsprövning, praktik",
            "rehabilitation, work training, work assessment",
        ),
        ("Samordningsförbundet LYSA", "The coordination association LYSA"),
        ("Arbetsförmedlingen", "The Swedish Public Employment Service"),
        ("Försäkringskassan", "The Swedish Social Insurance Agency"),
        ("Det lokala näringslivet och offentliga arbetsgivare", "Local businesses and public employers"),
    ],
    "kalmar": [
        ("Samverkansprojekt Kalmar län", "Kalmar County cooperation project"),
        ("2014–2020", "2014–2020"),
        ("Småland och Öarna", "Småland and the Islands"),
        (
            "Projektägare|Kommunförbundet Kalmar län",
            "Project owner|Kalmar County Association of Municipalities",
        ),
        ("21 000 000 kr", "SEK 21,000,000"),
        ("två tredjedelar av budgeten (14 000 000 kr)", "two thirds of the budget (SEK 14,000,000)"),
        ("hösten 2017 till november 2020", "autumn 2017 to November 2020"),
        ("exakt 418", "exactly 418"),
        ("minst 60 % av deltagarna", "at least 60% of the participants"),
        ("en samverkan som är effektiv och som varar", "a cooperation that is efficient and lasts"),
        ("382 av de 418", "382 of the 418"),
        ("70 procent är 267 av de 382 deltagarna", "70 per cent are 267 of the 382 participants"),
        ("några studerar och andra har praktik", "some study and others have an internship"),
        (
            "Oskarshamn och Västervik är publicerade; de övriga sex är antagna",
            "Oskarshamn and Västervik are published; the other six are assumed",
        ),
        ("8 kommuner sammanlagt", "8 municipalities in all"),
        (
            "Lokala och regionala aktörer samarbetar närmare",
            "Local and regional actors cooperate more closely",
        ),
        ("stödet anpassas efter var och en", "support is adapted to each person"),
        ("ett steg närmare egen försörjning räknas", "A step closer to supporting oneself counts too"),
        ("Unga, nyanlända, långtidsarbetslösa", "Young people, newly arrived people, long-term unemployed"),
        ("· Oskarshamn|Kvinnor", "· Oskarshamn|Women"),
        ("teori varvas med praktiska övningar", "mix theory with practical exercises"),
        ("Målet är studier, arbete och delaktighet", "The aim is studies, work and taking part"),
        (
            "· Västervik|Personer med funktionsnedsättning",
            "· Västervik|People with disabilities",
        ),
        ("rätt arbetsplats och rätt uppgifter", "the right workplace and the right tasks"),
        ("Hittills har 30 personer deltagit", "30 people have taken part so far"),
        (
            "Arbetsgivare: Fängelset Hotell & Konferens, fler arbetsgivare deltar",
            "Employers: Fängelset Hotell & Konferens, further employers take part",
        ),
        (
            "motivation och styrkor, inte från lång arbetsträning",
            "motivation and strengths, not on long work training",
        ),
        ("Oskarshamns folkhögskola", "Oskarshamns folkhögskola"),
        ("Fem seminarier under en dag", "Five seminars in one day"),
    ],
    "spik": [
        ("SpiK – Sammansatt problematik i Kronobergs län", "SpiK – Complex needs in Kronoberg County"),
        ("2014–2020", "2014–2020"),
        ("Småland och Öarna", "Småland and the Islands"),
        (
            "Beslutat av|Strukturfondspartnerskapet för Småland och Öarna",
            "Decided by|The structural fund partnership for Småland and the Islands",
        ),
        ("cirka 33 000 000 kr", "about SEK 33,000,000"),
        ("cirka 15 500 000 kr", "about SEK 15,500,000"),
        (
            "in natura, med deltagarnas tid, kompetens och arbete",
            "in kind, with the participants' time, competence and",
        ),
        ("Kvinnor och män 18–64 år", "Women and men aged 18 to 64"),
        ("samordnat stöd från flera yrkesgrupper", "coordinated support from several professions"),
        ("en lösning som håller länge", "a solution that lasts"),
        ("ett steg närmare arbetsmarknaden", "a step closer to the labour market"),
        ("både regionalt och lokalt", "regionally and locally"),
        ("Projektet arbetar med jämställdhet", "The project works with gender equality"),
        (
            "Arbetsmarknaden ska bli mer tillgänglig för målgruppen",
            "The labour market is to become more accessible",
        ),
        ("användardriven utveckling och tjänstedesign", "user-driven development and service design"),
        ("en del av Växjölöftet", "a part of Växjölöftet"),
        ("koppling till vad arbetsmarknaden behöver", "closely linked to what the labour market needs"),
        (
            "länets projektenhet och Växjös nämnd för arbete och välfärd",
            "the county's project unit and Växjö's board",
        ),
        ("senast den 8 juni 2020", "on 8 June 2020"),
        (
            "arbetsmarknadsinsatser, bedömningar och beslut om ersättning",
            "assessments and decisions on benefits",
        ),
    ],
}

pytestmark = pytest.mark.django_db


def text_of(slug, language):
    namespace = {"sv": "bank", "en": "bank_en"}[language]
    page = compact_html(Client().get(reverse(f"{namespace}:project", args=[slug])))
    text = html.unescape(re.sub(r"<[^>]+>", "|", page.replace("<b>", "").replace("</b>", "")))
    return re.sub(r"\|+", "|", text.replace(NO_BREAK_SPACE, " "))


@pytest.mark.parametrize("slug", FACTS)
def test_every_published_fact_stands_on_the_public_page(slug):
    call_command("load_project", str(FILES / f"{slug}.toml"), verbosity=0)
    for number, language in enumerate(("sv", "en")):
        text = text_of(slug, language)
        assert [facts[number] for facts in FACTS[slug] if facts[number] not in text] == []
