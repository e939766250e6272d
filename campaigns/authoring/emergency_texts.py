"""The words of the emergencies, in each language: what is wished for, told, posted and thanked.

`{event}` and `{dear}` (how the company is spoken to) are filled in. No text names the deadline: the page does, and it may move.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, "Words"]


@dataclass(frozen=True)
class Words:
    """One emergency in one language: title, wish and story, sentences that ask and sentences that thank."""

    title: str
    wish: str
    story: str
    asks: tuple[str, ...]
    thanks: tuple[str, ...]


INTERNET: Texts = {
    "de": Words(
        "Internet für {event}",
        "{dear}, bitte bringt {event} rechtzeitig ans Netz.",
        "Die Räume stehen, die Gäste kommen, nur die **Internetleitung** fehlt. Der Termin, den wir bekommen haben, liegt nach "
        "der Veranstaltung.\n\nWir schimpfen nicht. Wir sagen **bitte**, alle zusammen, und freuen uns über jede Lösung: "
        "eine Leitung, einen früheren Termin oder ein Gerät auf Zeit.",
        (
            "Bitte schenkt {event} eine Leitung. Ohne Netz fehlt uns die Hälfte der Ideen.",
            "So viele kluge Menschen in einem Raum, und nur das Internet fehlt. Helft ihr uns, bitte?",
            "Ich freue mich auf {event}. Mit Internet wäre es perfekt. Bitte macht das möglich.",
        ),
        (
            "Danke, dass ihr {event} ans Netz bringt. Das werden viele nicht vergessen.",
            "So schnell geholfen: danke für die Leitung.",
        ),
    ),
    "en": Words(
        "Internet for {event}",
        "{dear}, please get {event} online in time.",
        "The rooms are ready, the guests are coming, only the **internet line** is missing. The appointment we were given comes "
        "after the event.\n\nWe do not complain. We say **please**, all of us together, and any solution makes us happy: a "
        "line, an earlier appointment, or a device on loan.",
        (
            "Please give {event} a line. Without a network we lose half of the ideas.",
            "So many bright people in one room, and only the internet is missing. Would you help us, please?",
            "I am looking forward to {event}. With internet it would be perfect. Please make it possible.",
        ),
        (
            "Thank you for getting {event} online. Many of us will remember it.",
            "Helped so quickly: thank you for the line.",
        ),
    ),
}
VENUE: Texts = {
    "de": Words(
        "Ein Dach für {event}",
        "{dear}, bitte gebt {event} einen Raum.",
        "Unser **Veranstaltungsort** ist kurzfristig ausgefallen. Programm, Gäste und Helfende sind da, nur das Dach fehlt.\n\n"
        "Wir brauchen einen Ort für diese Tage: einen Saal, eine Kantine, eine leere Etage. Wir bauen auf, wir räumen auf, und "
        "wir sagen **bitte**.",
        (
            "Bitte gebt {event} ein Dach über dem Kopf. Wir hinterlassen alles sauberer als vorher.",
            "Ein leerer Saal bei euch, ein volles Programm bei uns: Passt das zusammen, bitte?",
            "{event} sucht ein Zuhause auf Zeit. Es wäre wunderbar, wenn ihr die Tür aufmacht.",
        ),
        (
            "Danke für die offene Tür. Ihr habt {event} gerettet.",
            "Was für gute Gastgeber: danke für den Raum.",
        ),
    ),
    "en": Words(
        "A roof for {event}",
        "{dear}, please give {event} a room.",
        "We lost our **venue** at short notice. The program, the guests and the helpers are there, only the roof is missing.\n\n"
        "We need a place for these days: a hall, a canteen, an empty floor. We set up, we clean up, and we say **please**.",
        (
            "Please give {event} a roof. We leave everything cleaner than we found it.",
            "An empty hall at your place, a full program at ours: could that be a match, please?",
            "{event} is looking for a home for a few days. It would be wonderful if you opened the door.",
        ),
        (
            "Thank you for the open door. You saved {event}.",
            "What good hosts: thank you for the room.",
        ),
    ),
}
POWER: Texts = {
    "de": Words(
        "Strom für {event}",
        "{dear}, bitte sorgt dafür, dass {event} rechtzeitig Strom hat.",
        "Bühne, Küche und Licht sind geplant, doch der **Stromanschluss** ist noch nicht da.\n\nUns hilft ein früherer Termin, "
        "ein mobiler Anschluss oder ein Aggregat. Wir wissen, wie viel ihr zu tun habt, und sagen **bitte**.",
        (
            "Bitte lasst bei {event} das Licht angehen. Wir sind bereit, nur der Strom fehlt.",
            "Ohne Strom kein Ton, kein Licht und kein Kaffee. Helft ihr uns, bitte?",
            "Ein Anschluss von euch macht aus einem Plan ein Fest: bitte denkt an {event}.",
        ),
        (
            "Das Licht ist an: danke, dass ihr {event} mit Strom versorgt.",
            "Danke für die schnelle Hilfe. Der erste Kaffee geht auf euch.",
        ),
    ),
    "en": Words(
        "Power for {event}",
        "{dear}, please make sure that {event} has power in time.",
        "Stage, kitchen and lights are planned, but the **power connection** is not there yet.\n\nAn earlier appointment, a "
        "mobile connection or a generator would help us. We know how much you have to do, and we say **please**.",
        (
            "Please let the lights go on at {event}. We are ready, only the power is missing.",
            "Without power there is no sound, no light and no coffee. Would you help us, please?",
            "One connection from you turns a plan into a party: please think of {event}.",
        ),
        (
            "The lights are on: thank you for giving {event} power.",
            "Thank you for the quick help. The first coffee is to you.",
        ),
    ),
}
VISA: Texts = {
    "de": Words(
        "Visa für die Gäste von {event}",
        "{dear}, bitte helft unseren Gästen, rechtzeitig zu {event} reisen zu können.",
        "Einige Vortragende sind eingeladen, ihre Reise ist geplant, nur die **Visa** fehlen noch.\n\nWir bitten nicht um eine "
        "Ausnahme, sondern um einen Termin und eine Entscheidung vor der Reise. Alle Unterlagen liegen vor. **Bitte** helft uns.",
        (
            "Bitte helft den Gästen von {event}, rechtzeitig anzukommen. Ihr Platz ist reserviert.",
            "Gute Ideen kommen von weit her, wenn die Papiere da sind. Könnt ihr bitte noch einmal nachsehen?",
            "Bei {event} wartet ein Podium auf Menschen, die noch auf einen Termin warten. Bitte helft uns.",
        ),
        (
            "Danke, dass alle Gäste zu {event} kommen können.",
            "Ein Stempel, viele Begegnungen: danke für eure Hilfe.",
        ),
    ),
    "en": Words(
        "Visas for the guests of {event}",
        "{dear}, please help our guests to travel to {event} in time.",
        "Some speakers are invited, their journeys are planned, only the **visas** are still missing.\n\nWe do not ask for an "
        "exception, but for an appointment and a decision before the journey. All papers are there. **Please** help us.",
        (
            "Please help the guests of {event} to arrive in time. Their seats are reserved.",
            "Good ideas come from far away, once the papers are there. Could you please have another look?",
            "At {event} a stage is waiting for people who still wait for an appointment. Please help us.",
        ),
        (
            "Thank you: all guests can come to {event}.",
            "One stamp, many encounters: thank you for your help.",
        ),
    ),
}
SHIPPING: Texts = {
    "de": Words(
        "Ein Paket für {event}",
        "{dear}, bitte bringt unsere Sendung rechtzeitig zu {event}.",
        "Das Material für die Veranstaltung ist unterwegs, doch die **Sendung** steckt fest oder kommt erst danach an.\n\nUns "
        "hilft, wenn jemand nachsieht, wo sie ist, und sie auf den schnelleren Weg bringt. Abholen können wir selbst. **Bitte**.",
        (
            "Bitte findet das Paket für {event}. Wir warten mit Kuchen an der Tür.",
            "Ein Paket trennt uns von einem guten Wochenende. Schaut ihr bitte einmal nach?",
            "Alle kommen zu {event}, nur unsere Kisten noch nicht. Bitte nehmt sie mit.",
        ),
        (
            "Ausgepackt: danke, dass die Sendung rechtzeitig bei {event} war.",
            "Danke fürs Nachsehen, Umladen und Bringen.",
        ),
    ),
    "en": Words(
        "A parcel for {event}",
        "{dear}, please bring our shipment to {event} in time.",
        "What we need for the event is on its way, but the **shipment** is stuck or arrives too late.\n\nIt would help if "
        "somebody looked where it is and put it on the faster way. We can pick it up ourselves. **Please**.",
        (
            "Please find the parcel for {event}. We wait at the door, with cake.",
            "One parcel stands between us and a good weekend. Would you have a look, please?",
            "Everybody is coming to {event}, only our boxes are not yet. Please bring them along.",
        ),
        (
            "Unpacked: thank you for getting the shipment to {event} in time.",
            "Thank you for looking, reloading and bringing.",
        ),
    ),
}
TRANSLATION: Texts = {
    "de": Words(
        "Dolmetschen für {event}",
        "{dear}, bitte helft {event} mit Dolmetschen, damit alle mitreden können.",
        "Unsere Gäste sprechen mehrere Sprachen, auch Gebärdensprache. Das **Dolmetschen**, mit dem wir gerechnet hatten, fällt "
        "aus.\n\nUns helfen Menschen, Technik oder beides. Dann verstehen sich alle. **Bitte** seid dabei.",
        (
            "Bitte helft {event} beim Dolmetschen. Wer sich versteht, hat mehr voneinander.",
            "Viele Sprachen, ein Gespräch: Das geht mit eurer Hilfe. Seid ihr dabei, bitte?",
            "Ich möchte bei {event} alle verstehen und verstanden werden. Bitte helft uns dabei.",
        ),
        (
            "Verstanden: danke, dass bei {event} alle mitreden können.",
            "Danke, in allen Sprachen, die wir können.",
        ),
    ),
    "en": Words(
        "Interpreting for {event}",
        "{dear}, please help {event} with interpreting, so that everybody can take part.",
        "Our guests speak several languages, sign language among them. The **interpreting** we had counted on fell through.\n\n"
        "People, equipment or both would help us. Then everybody understands each other. **Please** join us.",
        (
            "Please help {event} with interpreting. Those who understand each other learn more.",
            "Many languages, one conversation: it works with your help. Will you join us, please?",
            "I want to understand everybody at {event}, and be understood. Please help us with it.",
        ),
        (
            "Understood: thank you for letting everybody take part in {event}.",
            "Thank you, in all the languages we know.",
        ),
    ),
}
