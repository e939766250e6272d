"""Emergencies: words in every language that fit a campaign and everybody's kindness check."""

import pytest

from campaigns.authoring.content import SAMPLE_LIMIT, STORY_LIMIT, TITLE_LIMIT, WISH_LIMIT
from campaigns.authoring.emergencies import EMERGENCIES, Emergency, draft_of
from campaigns.authoring.fitting import shortened
from campaigns.enums import Language
from campaigns.moderation.kindness import assess

NAMES = [("EduCamp Hamburg 2013", "Telekom hilft"), ("", ""), ("E" * 150, "T" * 100)]


@pytest.mark.parametrize("emergency", EMERGENCIES.values(), ids=list(EMERGENCIES))
@pytest.mark.parametrize(("event", "company"), NAMES, ids=["named", "nameless", "long"])
def test_words_fit_are_kind_and_leave_nothing_open(emergency: Emergency, event: str, company: str) -> None:
    draft = draft_of(emergency, languages=Language.values, event=event, company=company)
    for code in Language.values:
        texts = {
            TITLE_LIMIT: [draft.title[code]],
            WISH_LIMIT: [draft.wish[code]],
            STORY_LIMIT: [draft.story[code]],
            SAMPLE_LIMIT: [sample.text for sample in draft.samples if sample.language == code],
        }
        for limit, several in texts.items():
            for text in several:
                assert 0 < len(text) <= limit
                assert "{" not in text
                assert not assess(text, code).flags, text
    assert {(sample.language, sample.purpose) for sample in draft.samples} == {
        (code, purpose) for code in Language.values for purpose in ("ask", "thank")
    }


@pytest.mark.parametrize("emergency", EMERGENCIES.values(), ids=list(EMERGENCIES))
def test_sentences_are_posted_whole_on_every_network(emergency: Emergency) -> None:
    draft = draft_of(
        emergency, languages=Language.values, event="EduCamp Hamburg 2013", company="Telekom hilft"
    )
    mentions = {
        "mastodon": "telekomhilft@mastodon.social",
        "bluesky": "telekomhilft.bsky.social",
        "x": "Telekom_hilft",
    }
    for sample in draft.samples:
        fits = shortened(
            text=sample.text,
            mentions=mentions,
            hashtags=["telekomhilf", "echh13"],
            url="https://candystorm.example/educamp-e-v/internet/",
        )
        assert fits == [], sample.text


def test_names_are_put_in_as_they_are() -> None:
    draft = draft_of(EMERGENCIES["power"], languages=["en"], event="{dear} {0}", company="{event}")
    assert draft.title == {"en": "Power for {dear} {0}"}
    assert draft.wish["en"].startswith("Dear team at {event}, please make sure that {dear} {0} has power")
