"""The links that open a network's composer: what stands in them, for whom, in which turn."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client
from msgspec.structs import replace

from accounts.models import Membership
from campaigns.authoring.content import SampleText
from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.networks.composing import TextRules, fits
from campaigns.pages.shares import (
    HOST_MARK,
    TEXT_MARK,
    TURN_SECONDS,
    Draft,
    Frame,
    Shown,
    chosen,
    picks,
    samples,
    shown,
    turn_at,
)
from tests.campaigns.pages.conftest import PAGE
from tests.factories import make_campaign, make_company

SHORT = "https://candy.example/s/0123456789"
FRAME = Frame(
    company="Telekom hilft",
    hashtags=("telekomhilf", "echh13"),
    short_url=SHORT,
    handles={"mastodon": "telekomhilft@mastodon.example", "x": "Telekom_hilft"},
)
ENGLISH: dict[str, Any] = {
    "languages": ["en"],
    "title": {"en": "A network"},
    "wish": {"en": "Please, a network."},
    "story": {"en": "Because."},
}
LONG = " ".join(["Donaudampfschifffahrtsgesellschaft"] * 40)


def draft(text: str, own: str = "", **fields: str) -> Draft:
    return Draft(samples([(71, text)])[0], own, **fields)


def shares(text: str, own: str = "") -> dict[str, Shown]:
    """What would go to each network."""
    return {name.value: shown(FRAME, draft(text, own, network=name)) for name in connectors()}


def rules_of(network: str) -> TextRules:
    return connectors()[Network(network)].text_rules


def posted(url: str) -> str:
    """What a network's composer would show, however it takes the parts."""
    fields = parse_qs(urlsplit(url).query)
    tags = [tag for name in ("hashtags", "tag") for tag in fields.get(name, [""])[0].split(",") if tag]
    return " ".join([*fields.get("text", []), *(f"#{tag}" for tag in tags), *fields.get("url", [])])


def test_share_mentions_the_company_only_where_it_is() -> None:
    assert {network: posted(share.url) for network, share in shares("Bitte helft.").items()} == {
        "mastodon": f"Bitte helft. @telekomhilft@mastodon.example #telekomhilf #echh13 {SHORT}-m1z",
        "bluesky": f"Bitte helft. #telekomhilf #echh13 {SHORT}-b1z",
        "x": f"Bitte helft. @Telekom_hilft #telekomhilf #echh13 {SHORT}-x1z",
        "threads": f"Bitte helft. #echh13 #telekomhilf {SHORT}-t1z",
    }


def test_share_begins_with_the_own_sentence() -> None:
    for network, share in shares("Bitte helft.", "Ich bringe Kuchen mit.").items():
        assert posted(share.url).startswith("Ich bringe Kuchen mit. Bitte helft."), network


def test_own_sentence_is_the_last_to_be_shortened() -> None:
    own = "Ich bringe Kuchen mit, und zwar drei."
    share = shares(LONG, own)["x"]
    assert share.text.startswith(f"{own} Donaudampf")
    assert share.count <= share.limit == 280


@pytest.mark.parametrize("text", ["Bitte helft.", LONG, "👩‍👩‍👧‍👦" * 120, "日本語" * 200])
def test_share_fits_its_network(text: str) -> None:
    for network, share in shares(text).items():
        assert fits(posted(share.url), rules_of(network)), network
        assert "+" not in share.url


def test_share_goes_where_the_network_composes() -> None:
    origins = {network: urlsplit(share.url)[1:3] for network, share in shares("Bitte.").items()}
    assert origins == {
        "mastodon": ("share.joinmastodon.org", "/"),
        "bluesky": ("bsky.app", "/intent/compose"),
        "x": ("x.com", "/intent/tweet"),
        "threads": ("www.threads.com", "/intent/post"),
    }


def test_share_goes_to_the_own_server_and_counts_as_it_does() -> None:
    long = "Bitte. " * 200
    roomy = replace(rules_of("mastodon"), limit=5000)
    share = shown(FRAME, draft(long, network="mastodon", server="bildung.social"), rules=roomy)
    assert share.url.startswith("https://bildung.social/share?text=Bitte.")
    assert (share.limit, share.count > 1000) == (5000, True)


def test_pattern_takes_the_whole_text_in_one_place() -> None:
    for pick in picks(FRAME, ""):
        assert parse_qs(urlsplit(pick.pattern).query) == {"text": [TEXT_MARK]}
        if pick.host_pattern:
            assert urlsplit(pick.host_pattern).netloc == HOST_MARK


@pytest.mark.parametrize(
    ("wanted", "chosen_one"), [("bluesky", "bluesky"), ("", "mastodon"), ("nowhere", "mastodon")]
)
def test_one_network_is_chosen(wanted: str, chosen_one: str) -> None:
    assert [pick.network for pick in picks(FRAME, wanted) if pick.is_chosen] == [chosen_one]


def test_copy_carries_the_text_without_a_mention() -> None:
    assert FRAME.full_text(draft("Bitte helft.")) == f"Bitte helft. #telekomhilf #echh13 {SHORT}-c1z"


def test_share_leaves_out_handles_of_other_networks() -> None:
    said = {
        network: posted(share.url) for network, share in shares("Liebe @TELEKOM_hilft, bitte helft.").items()
    }
    assert {network: text.partition(" #")[0] for network, text in said.items()} == {
        "mastodon": "Liebe @telekomhilft@mastodon.example, bitte helft.",
        "bluesky": "Liebe Telekom hilft, bitte helft.",
        "x": "Liebe @TELEKOM_hilft, bitte helft.",
        "threads": "Liebe Telekom hilft, bitte helft.",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "language", "subject", "body"),
    [
        (
            "live",
            "en",
            "EduCamp Hamburg 2013 asks Telekom hilft kindly for “A network for the EduCamp”: join in",
            [
                "EduCamp Hamburg 2013 asks Telekom hilft kindly:",
                "Please switch the line on by Friday.",
                "Join in with a kind post of your own. The page has a text to start from, for every network:",
            ],
        ),
        (
            "answered",
            "de",
            "EduCamp Hamburg 2013 dankt Telekom hilft: Mach mit",
            [
                "EduCamp Hamburg 2013 hat Telekom hilft freundlich gebeten und wurde gehört:",
                "Bitte schaltet die Leitung bis Freitag.",
                "Sag auch du danke. Auf der Seite steht ein Text zum Anfangen, für jedes Netzwerk:",
            ],
        ),
    ],
)
def test_mail_tells_a_friend_who_asks_whom_for_what(
    state: str, language: str, subject: str, body: list[str], membership: Membership
) -> None:
    campaign = make_campaign(membership, state=state, slug="internet")
    mail = Client().get(f"{PAGE}?lang={language}").context["poster"].composer.mail_url
    fields = parse_qs(mail.removeprefix("mailto:?"))
    assert fields == {
        "subject": [subject],
        "body": ["\r\n\r\n".join(body) + f"\r\n{campaign.short_url}-e"],
    }


def test_neighbors_in_time_start_from_different_sentences() -> None:
    start = datetime(2013, 4, 22, 10, tzinfo=UTC)
    turns = [
        chosen(3, "", turn=turn_at("a", start + timedelta(seconds=TURN_SECONDS * turn))) for turn in range(6)
    ]
    assert turns[:3] == turns[3:]
    assert sorted(turns[:3]) == [0, 1, 2]


@pytest.mark.parametrize("wanted", ["0", "4", "-1", "x", "²", "9" * 5000])
def test_unknown_sample_is_whose_turn_it_is(wanted: str) -> None:
    assert [chosen(3, wanted, turn=turn) for turn in range(4)] == [0, 1, 2, 0]


@pytest.mark.django_db
def test_page_starts_from_the_sample_asked_for(membership: Membership, reader: Client) -> None:
    texts = ("One, please.", "Two, please.", "Three, please.")
    rows = [SampleText("en", text) for text in texts]
    make_campaign(membership, state="live", slug="internet", **ENGLISH, sample_posts=rows)
    for number, text in enumerate(texts, start=1):
        poster = reader.get(f"{PAGE}?sample={number}").context["poster"]
        assert poster.composer.draft.sample.text == text
        assert {text, *(other.text for other in poster.composer.more)} == set(texts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("live", "Dear Telekom, please give the EduCamp a line."),
        ("answered", "Thank you, dear Telekom."),
        ("closed", "Thank you, dear Telekom."),
    ],
)
def test_page_asks_first_and_thanks_after_the_answer(
    state: str, text: str, membership: Membership, reader: Client
) -> None:
    make_campaign(membership, state=state, slug="internet")
    response = reader.get(PAGE)
    html, composer = response.content.decode(), response.context["poster"].composer
    assert [pick.network for pick in composer.picks] == [network.value for network in connectors()]
    assert unquote(composer.first.url).startswith(f"https://share.joinmastodon.org/?text={text}")
    assert f">{text}</textarea>" in html


@pytest.mark.django_db
def test_page_thanks_in_our_words_when_the_organizer_has_none(membership: Membership, reader: Client) -> None:
    ask = [SampleText("en", "Please, dear Telekom.")]
    make_campaign(membership, state="answered", slug="internet", **ENGLISH, sample_posts=ask)
    assert (
        reader.get(PAGE).context["poster"].composer.draft.sample.text
        == "Thank you for listening, Telekom hilft."
    )


@pytest.mark.django_db
def test_page_shows_the_company_without_accounts(membership: Membership, reader: Client) -> None:
    company = make_company("Stadtwerke", handles={"bluesky": "stadtwerke.example"})
    make_campaign(membership, state="live", slug="internet", company=company)
    poster = reader.get(PAGE).context["poster"]
    assert (poster.company.name, poster.company.mention) == ("Stadtwerke", "@stadtwerke.example")


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("1", 0),
        ("3", 2),
        ("0", 1),
        ("4", 1),
        ("0000019", 1),
        ("000001" + "9" * 5000, 1),
        ("²", 1),
        ("-1", 1),
        ("", 1),
    ],
)
def test_sentence_that_there_is_none_of_is_not_chosen(wanted: str, place: int) -> None:
    assert chosen(3, wanted, turn=4) == place
