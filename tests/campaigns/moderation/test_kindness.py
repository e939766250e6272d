"""The kindness rules, by example: the table is the contract."""

import time

import pytest

from campaigns.moderation.kindness import Flag, FlagKind, assess

FRIENDLY = [
    ("de", "Liebe @telekom_hilft, sagt bitte ja zu #echh13. Wir bringen Kuchen mit! #telekomhilf"),
    ("de", "Scheibenkleister, kein Internet. Könnt ihr uns helfen? Bitte!"),
    ("de", "Grüße aus Kassel und Essen an alle in der Klasse Assistenz"),
    ("de", "Kein Shitstorm, sondern ein Candystorm. Danke!!!"),
    ("de", "BITTE BITTE BITTE, liebe Telekom, macht das WLAN für #ECHH13 an. DANKE"),
    ("de", "Liebe Techniker*innen, jede*r von euch ist willkommen"),
    ("de", "Ihr wärt echt die Bombe, und du bist ein Ass"),
    ("de", "Der Dümmer See und Schweinfurt liegen auch offline"),
    ("de", "Wir hängen Plakate auf, pass auf dich auf"),
    ("de", "Das dicke Kabel behindert uns sehr, bitte helft"),
    ("de", "Barsch vom Marsch: ein Fisch, kein Wort"),
    ("de", "Frau Holle und die Frau Präsidentin schicken Schnee"),
    ("de", "Am 2013-04-22 10:00 mit 1500 Leuten, 5G statt LTE, 1und1 und O2"),
    ("en", "Please help our barcamp, dear @telekom_hilft. We would love you forever!"),
    ("en", "Scunthorpe, Essex and the Assassin's Creed club say please"),
    ("en", "Johnny Depp would say please, and so do we"),
    ("en", "Shellfish cocktail, Moby-Dick and a classic bassist: please!"),
    ("en", "Don't miss it. You must see this, it is the best class"),
    ("", "https://example.org/fuck/idiot @arschloch@example.social danke"),
    ("", "Schreibt @telekomhilft@mastodon.social, er ist die Nummer 1!"),
    ("", ""),
]

FLAGGED = [
    ("de", "Ihr seid doch alle Idioten", FlagKind.INSULT, "Idioten"),
    ("de", "Was für ein Scheißladen", FlagKind.INSULT, "Scheißladen"),
    ("de", "Was für ein SCHEISSLADEN", FlagKind.INSULT, "SCHEISSLADEN"),
    ("de", "Sch***e, schon wieder", FlagKind.INSULT, "Sch***e"),
    ("de", "du Arschl0ch", FlagKind.INSULT, "Arschl0ch"),
    ("de", "So bloed kann man sein", FlagKind.INSULT, "bloed"),
    ("de", "So blo\u0308d kann man sein", FlagKind.INSULT, "blöd"),
    ("de", "Lügner, Betrüger", FlagKind.INSULT, "Lügner"),
    ("de", "Luegner", FlagKind.INSULT, "Luegner"),
    ("de", "seid ihr eigentlich taub?", FlagKind.INSULT, "seid ihr eigentlich taub"),
    ("de", "wir wissen, wo ihr wohnt", FlagKind.THREAT, "wir wissen, wo ihr wohnt"),
    ("de", "Ihr werdet das noch bereuen", FlagKind.THREAT, "Ihr werdet das noch bereuen"),
    ("de", "#TelekomBoykott", FlagKind.DEMAND, "TelekomBoykott"),
    ("de", "Wir fordern Internet", FlagKind.DEMAND, "Wir fordern"),
    ("de", "Sonst kündigen wir", FlagKind.DEMAND, "Sonst kündigen"),
    ("de", "Herr Müller aus der Hotline", FlagKind.PERSON, "Herr Müller"),
    ("de", "Frau Dr. Schmidt", FlagKind.PERSON, "Frau Dr. Schmidt"),
    ("de", "ruft an: 0221/1234567", FlagKind.PERSON, "0221/1234567"),
    ("de", "Schreibt an klaus@example.org", FlagKind.PERSON, "klaus@example.org"),
    ("de", "MACHT ENDLICH EUER NETZ AN", FlagKind.SHOUTING, "MACHT ENDLICH EUER NETZ"),
    ("de", "du Missgeburt", FlagKind.SLUR, "Missgeburt"),
    ("en", "What morons", FlagKind.INSULT, "morons"),
    ("en", "you\u2019re useless", FlagKind.INSULT, "you're useless"),
    ("en", "kick their ass", FlagKind.INSULT, "ass"),
    ("en", "f*ck this", FlagKind.INSULT, "f*ck"),
    ("en", "that $tupid 1d1ot", FlagKind.INSULT, "$tupid"),
    ("en", "We know where you live", FlagKind.THREAT, "We know where you live"),
    ("en", "boycott them", FlagKind.DEMAND, "boycott"),
    ("en", "You must fix this now", FlagKind.DEMAND, "You must fix this now"),
    ("en", "Ask Mr. Smith", FlagKind.PERSON, "Mr. Smith"),
    ("en", "Call +49 221 1234567", FlagKind.PERSON, "+49 221 1234567"),
    ("en", "What is this?!?!?!", FlagKind.SHOUTING, "?!?!?!"),
    ("en", "retards", FlagKind.SLUR, "retards"),
]


@pytest.mark.parametrize(("language", "text"), FRIENDLY)
def test_kindness_leaves_friendly_texts_alone(language: str, text: str) -> None:
    assert assess(text, language).flags == ()
    assert assess(text, language).is_friendly


@pytest.mark.parametrize(("language", "text", "kind", "found"), FLAGGED)
def test_kindness_flags_what_a_person_should_see(
    language: str, text: str, kind: FlagKind, found: str
) -> None:
    assessment = assess(text, language)
    assert Flag(kind, found) in assessment.flags
    assert {flag.kind for flag in assessment.flags} == {kind}
    assert not assessment.is_friendly


def test_kindness_finds_the_same_words_whatever_language_is_declared() -> None:
    assert assess("Ihr Idioten", "en").flags == assess("Ihr Idioten", "").flags == assess("Ihr Idioten").flags
    assert assess("you idiots", "de-AT").flags == (Flag(FlagKind.INSULT, "idiots"),)


def test_kindness_orders_flags_by_kind_and_names_each_once() -> None:
    assert assess("Wir fordern: ihr Trottel! Trottel!", "de").flags == (
        Flag(FlagKind.INSULT, "Trottel"),
        Flag(FlagKind.DEMAND, "Wir fordern"),
    )


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "a*" * 10_000, "0 " * 10_000, "a1!" * 7_000, "wir " * 5_000, "a@" * 10_000]
)
def test_kindness_takes_no_time_to_speak_of_on_hostile_texts(text: str) -> None:
    began = time.thread_time()
    assess(text)
    assert time.thread_time() - began < 2
