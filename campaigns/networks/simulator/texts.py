"""What the people of the storm write. Invented, friendly, and plainly a demonstration."""

from random import Random

HASHTAGS = ("telekomhilf", "echh13")
COMPANY_NAME = "telekom_hilft_demo"

_OPENINGS = {
    "de": (
        "Liebes Team, ein EduCamp ohne Internet ist wie Kuchen ohne Krümel:",
        "Hallo nach Bonn,",
        "Bitte, bitte, mit Zuckerguss:",
        "Wir hätten da einen süßen Wunsch:",
        "Mal ganz freundlich gefragt:",
        "120 Menschen, die voneinander lernen wollen, und keine Leitung:",
        "Ich backe auch einen Apfelkuchen:",
        "Hamburg ruft ganz leise und nett:",
        "Ein Bonbon für euch, eine Leitung für uns:",
        "Ihr könnt das, ich weiß es:",
    ),
    "en": (
        "Dear team, a barcamp without internet is like tea without a biscuit:",
        "Hello from Hamburg,",
        "Pretty please, with sprinkles:",
        "A sweet little wish:",
        "Asking as nicely as we can:",
        "120 people who want to learn from each other, and no line:",
        "There is cake in it for you:",
        "Sending sugar and a question:",
        "You can do this, I know it:",
    ),
}
_WISHES = {
    "de": (
        "könnt ihr dem EduCamp bis Freitag eine Leitung legen?",
        "bitte schaltet das Internet vor dem Wochenende frei.",
        "ein Techniker vor Freitag würde uns alle glücklich machen.",
        "wir brauchen nur ein Wochenende lang Netz.",
        "helft dem EduCamp Hamburg, ins Netz zu kommen.",
        "macht ihr das Unmögliche möglich?",
    ),
    "en": (
        "could you get the EduCamp a line by Friday?",
        "please switch the internet on before the weekend.",
        "a technician before Friday would make us all happy.",
        "one weekend of internet is all we ask for.",
        "help the EduCamp in Hamburg to get online.",
        "will you make it possible?",
    ),
}
_CLOSINGS = {
    "de": (
        "Danke!",
        "Das wäre großartig.",
        "Wir drücken die Daumen.",
        "🍭",
        "Liebe Grüße 🍬",
        "",
        "",
        "Danke euch ❤️",
    ),
    "en": (
        "Thank you!",
        "That would be wonderful.",
        "Fingers crossed.",
        "🍭",
        "With love 🍬",
        "",
        "",
        "Thanks ❤️",
    ),
}
_THANKS = {
    "de": (
        "Danke für die schnelle Antwort, ihr seid Zucker!",
        "So geht Kundendienst. Danke!",
        "Abgemacht! Und der Kuchen steht bereit. 🍰",
        "Eine Stunde! Respekt und danke.",
    ),
    "en": (
        "Thank you for answering so fast, you are sweet!",
        "That is how it is done. Thank you!",
        "Deal! The cake is ready. 🍰",
        "One hour! Respect, and thanks.",
    ),
}
_NOISE = (
    ("Mein Hund hat heute den Postboten adoptiert.", ()),
    ("Sunset over the harbor, no filter needed.", ("hamburg",)),
    ("Wer hat noch Karten für das Konzert am Samstag?", ("musik",)),
    ("New bread, new luck.", ("baking", "sourdough")),
    ("Der Zug ist pünktlich. Ich wiederhole: pünktlich.", ()),
    ("Reading in the park today.", ("books",)),
)

ANSWERS = {
    "de": "Wir sind dran. Details bis morgen - Deal?",
    "en": "We are on it. Details by tomorrow - deal?",
}
EARLIER = {
    "de": "Guten Morgen! Wir sind ab 8 Uhr für euch da.",
    "en": "Good morning! We are here from 8 o'clock.",
}
OFF_TOPIC = {
    "de": "Kann mir jemand sagen, wo ich meine Rechnung vom März finde?",
    "en": "Where do I find my March bill?",
}
UNKIND = {"de": "Ihr seid doch alle unfähige Idioten.", "en": "You are all useless idiots."}
BOT = {
    "de": "Trends der Stunde: diese Hashtags steigen gerade.",
    "en": "Trending this hour: these hashtags are rising.",
}


def wish(rng: Random, language: str) -> str:
    parts = (rng.choice(table[language]) for table in (_OPENINGS, _WISHES, _CLOSINGS))
    return " ".join(part for part in parts if part)


def thanks(rng: Random, language: str) -> str:
    return rng.choice(_THANKS[language])


def noise(rng: Random) -> tuple[str, tuple[str, ...]]:
    return rng.choice(_NOISE)
