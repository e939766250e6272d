"""The links that open a network's composer: what stands in them, for whom, in which turn."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Membership
from campaigns.authoring.content import SampleText
from campaigns.listening.connectors import connectors
from campaigns.networks.composing import fits
from campaigns.pages.shares import HOST_MARK, TEXT_MARK, TURN_SECONDS, Frame, Sample, chosen, samples
from tests.campaigns.pages.conftest import PAGE
from tests.factories import make_campaign, make_company

ADDRESS = "https://candy.example/educamp/internet/"
FRAME = Frame(
    company="Telekom hilft",
    hashtags=("telekomhilf", "echh13"),
    url=ADDRESS,
    handles={"mastodon": "telekomhilft@mastodon.example", "x": "Telekom_hilft"},
)
ENGLISH: dict[str, Any] = {
    "languages": ["en"],
    "title": {"en": "A network"},
    "wish": {"en": "Please, a network."},
    "story": {"en": "Because."},
}
LONG = " ".join(["Donaudampfschifffahrtsgesellschaft"] * 40)


def sample(text: str, frame: Frame = FRAME) -> Sample:
    return samples([text], frame)[0]


def posted(url: str) -> str:
    """What a network's composer would show, however it takes the parts."""
    fields = parse_qs(urlsplit(url).query)
    tags = [tag for name in ("hashtags", "tag") for tag in fields.get(name, [""])[0].split(",") if tag]
    return " ".join([*fields.get("text", []), *(f"#{tag}" for tag in tags), *fields.get("url", [])])


def test_share_mentions_the_company_only_where_it_is() -> None:
    shares = {share.network: posted(share.url) for share in sample("Bitte helft.").shares}
    assert shares == {
        "mastodon": f"Bitte helft. @telekomhilft@mastodon.example #telekomhilf #echh13 {ADDRESS}",
        "bluesky": f"Bitte helft. #telekomhilf #echh13 {ADDRESS}",
        "x": f"Bitte helft. @Telekom_hilft #telekomhilf #echh13 {ADDRESS}",
        "threads": f"Bitte helft. #echh13 #telekomhilf {ADDRESS}",
    }


@pytest.mark.parametrize("text", ["Bitte helft.", LONG, "👩‍👩‍👧‍👦" * 120, "日本語" * 200])
def test_share_fits_its_network(text: str) -> None:
    for share in sample(text).shares:
        assert fits(posted(share.url), share.rules), share.network
        assert "+" not in share.url


def test_share_goes_where_the_network_composes() -> None:
    origins = {share.network: urlsplit(share.url)[1:3] for share in sample("Bitte.").shares}
    assert origins == {
        "mastodon": ("share.joinmastodon.org", "/"),
        "bluesky": ("bsky.app", "/intent/compose"),
        "x": ("x.com", "/intent/tweet"),
        "threads": ("www.threads.com", "/intent/post"),
    }


def test_pattern_takes_the_whole_text_in_one_place() -> None:
    for share in sample("Bitte.").shares:
        assert parse_qs(urlsplit(share.pattern).query) == {"text": [TEXT_MARK]}


def test_only_mastodon_has_hosts_of_ones_own() -> None:
    patterns = {share.network: share.host_pattern for share in sample("Bitte.").shares}
    assert patterns == {
        "mastodon": f"https://{HOST_MARK}/share?text=%EE%80%80",
        "bluesky": "",
        "x": "",
        "threads": "",
    }


def test_copy_carries_the_text_without_a_mention() -> None:
    assert sample("Bitte helft.").full_text == f"Bitte helft. #telekomhilf #echh13 {ADDRESS}"


def test_share_leaves_out_handles_of_other_networks() -> None:
    shares = {
        share.network: posted(share.url) for share in sample("Liebe @TELEKOM_hilft, bitte helft.").shares
    }
    assert shares == {
        "mastodon": f"Liebe @telekomhilft@mastodon.example, bitte helft. #telekomhilf #echh13 {ADDRESS}",
        "bluesky": f"Liebe Telekom hilft, bitte helft. #telekomhilf #echh13 {ADDRESS}",
        "x": f"Liebe @TELEKOM_hilft, bitte helft. #telekomhilf #echh13 {ADDRESS}",
        "threads": f"Liebe Telekom hilft, bitte helft. #echh13 #telekomhilf {ADDRESS}",
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
    make_campaign(membership, state=state, slug="internet")
    mail = Client().get(f"{PAGE}?lang={language}").context["poster"].say.sample.mail_url
    fields = parse_qs(mail.removeprefix("mailto:?"))
    page = f"{settings.SITE_URL}{PAGE}"
    assert fields == {"subject": [subject], "body": ["\r\n\r\n".join(body) + f"\r\n{page}"]}


def test_neighbors_in_time_start_from_different_sentences() -> None:
    start = datetime(2013, 4, 22, 10, tzinfo=UTC)
    turns = [chosen(3, "", key="a", now=start + timedelta(seconds=TURN_SECONDS * turn)) for turn in range(6)]
    assert turns[:3] == turns[3:]
    assert sorted(turns[:3]) == [0, 1, 2]


@pytest.mark.parametrize("wanted", ["0", "4", "-1", "x", "²", "9" * 5000])
def test_unknown_sample_is_whose_turn_it_is(wanted: str) -> None:
    now = datetime(2013, 4, 22, 10, tzinfo=UTC)
    assert chosen(3, wanted, key="a", now=now) == chosen(3, "", key="a", now=now)


@pytest.mark.django_db
def test_page_starts_from_the_sample_asked_for(membership: Membership, reader: Client) -> None:
    texts = ("One, please.", "Two, please.", "Three, please.")
    rows = [SampleText("en", text) for text in texts]
    make_campaign(membership, state="live", slug="internet", **ENGLISH, sample_posts=rows)
    for number, text in enumerate(texts, start=1):
        poster = reader.get(f"{PAGE}?sample={number}").context["poster"]
        assert poster.say.sample.text == text
        assert {text, *(other.text for other in poster.say.more)} == set(texts)


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
    html = reader.get(PAGE).content.decode()
    shares = reader.get(PAGE).context["poster"].say.sample.shares
    assert [share.network for share in shares] == [network.value for network in connectors()]
    assert unquote(shares[1].url).startswith(f"https://bsky.app/intent/compose?text={text}")
    assert f'<p lang="en">{text}</p>' in html


@pytest.mark.django_db
def test_page_thanks_in_our_words_when_the_organizer_has_none(membership: Membership, reader: Client) -> None:
    ask = [SampleText("en", "Please, dear Telekom.")]
    make_campaign(membership, state="answered", slug="internet", **ENGLISH, sample_posts=ask)
    assert reader.get(PAGE).context["poster"].say.sample.text == "Thank you for listening, Telekom hilft."


@pytest.mark.django_db
def test_page_shows_the_company_without_accounts(membership: Membership, reader: Client) -> None:
    company = make_company("Stadtwerke", handles={"bluesky": "stadtwerke.example"})
    make_campaign(membership, state="live", slug="internet", company=company)
    poster = reader.get(PAGE).context["poster"]
    assert (poster.company.name, poster.company.mention) == ("Stadtwerke", "@stadtwerke.example")
