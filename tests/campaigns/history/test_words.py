"""What an entry's details say in words."""

import pytest
from django.utils import translation

from campaigns.history.words import VOCABULARY


@pytest.mark.parametrize(
    ("verb", "details", "english", "german"),
    [
        ("campaign.revised", {"changed": ["company_id", "wish"]}, "Company, Wish", "Unternehmen, Wunsch"),
        ("campaign.revised", {"changed": []}, "", ""),
        ("campaign.event_changed", {"changed": ["event_image"]}, "Picture", "Bild"),
        (
            "campaign.picture_set",
            {"by": "event"},
            "From the event's page.",
            "Von der Seite der Veranstaltung.",
        ),
        (
            "campaign.flagged",
            {"fields": ["title_en", "wish_de"]},
            "Title (English), Wish (Deutsch)",
            "Titel (English), Wunsch (Deutsch)",
        ),
        ("campaign.closed", {"outcome": "fulfilled"}, "Fulfilled", "Erfüllt"),
        ("answer.confirmed", {"kind": "promised", "before": "declined"}, "Promised", "Versprochen"),
        ("answer.taken_back", {"before": "declined"}, "Declined", "Abgelehnt"),
        ("company.accounts_changed", {"networks": ["bluesky", "x"]}, "Bluesky, X", "Bluesky, X"),
        ("company.accounts_changed", {"networks": ["friendica"]}, "friendica", "friendica"),
        ("report.filed", {"reason": "other"}, "Something else", "Etwas anderes"),
        ("decision.told", {"readers": 1}, "To 1 person.", "An 1 Person."),
        ("decision.told", {"readers": 2}, "To 2 people.", "An 2 Personen."),
        ("work.retried", {"kind": "feed.fetch"}, "Kind of work: feed.fetch", "Art der Arbeit: feed.fetch"),
    ],
)
def test_details_in_words(verb: str, details: dict[str, object], english: str, german: str) -> None:
    more = VOCABULARY.happenings[verb].more
    assert more
    for language, words in (("en", english), ("de", german)):
        with translation.override(language):
            assert more(details) == words
