"""Words of the branches in a file, English first."""

BRANCHES = (  # the section's letter, and words without commas, which lists have between them
    ("A", "agriculture", "jordbruk", "agriculture, forestry and fishing", "jordbruk, skogsbruk och fiske"),
    ("B", "mining", "utvinning av mineral", "mining and quarrying"),
    ("C", "manufacturing", "tillverkning"),
    ("D", "energy", "energi", "electricity, gas, heating and cooling", "el, gas, värme och kyla"),
    ("E", "water", "vatten", "water, sewerage, waste and remediation", "vatten, avlopp, avfall och sanering"),
    ("F", "construction", "bygg"),
    ("G", "trade", "handel", "wholesale and retail trade"),
    ("H", "transport", "transport", "transport and storage", "transport och magasinering"),
    ("I", "hospitality", "hotell och restaurang", "hotels and restaurants"),
    ("J", "media", "medier", "publishing and broadcasting", "förlag, radio och tv"),
    (
        *("K", "information", "informationstjänster"),
        *("telecommunications and information services", "telekommunikation och informationstjänster"),
    ),
    ("L", "finance", "finans", "finance and insurance", "finans och försäkring"),
    ("M", "real_estate", "fastigheter", "real estate"),
    (
        *("N", "professional", "juridik och teknik"),
        *("law, economics, science and technology", "juridik, ekonomi, vetenskap och teknik"),
    ),
    (
        *("O", "support", "stödtjänster", "cleaning, rental, staffing and other support services"),
        "städning, uthyrning, bemanning och andra stödtjänster",
    ),
    (
        *("P", "administration", "offentlig förvaltning"),
        *("public administration and defence", "offentlig förvaltning och försvar"),
    ),
    ("Q", "education", "utbildning"),
    ("R", "care", "vård och omsorg", "health and social care"),
    ("S", "culture", "kultur", "arts, sports and recreation", "kultur, idrott och fritid"),
    ("T", "other", "annan service", "other services"),
    ("U", "households", "hushåll som arbetsgivare", "households as employers"),
    ("V", "international", "internationella organisationer", "international organisations"),
)
