"""Real rows for tests, made by the operations that make them in life."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.actors import Actor, actor_of, staff
from accounts.entrance.app_codes import code_of, set_up_app
from accounts.models import Membership, Organization, User
from accounts.organizations.operations import found_organization, trust
from accounts.roles import Role
from accounts.scope import organization_scope, staff_scope
from campaigns.authoring.content import CampaignFacts, SampleText
from campaigns.authoring.operations import create_campaign
from campaigns.authoring.picture.operations import put_picture
from campaigns.enums import Network, Outcome
from campaigns.gathering import supporters
from campaigns.listening.ingest import ingest
from campaigns.listening.rollup import change_posts, turn
from campaigns.listening.routing import Listener
from campaigns.models import Campaign, Company, CompanyAccount, Post, Supporter
from campaigns.networks.contract import AuthorSeen, PostSeen, Said
from campaigns.transitions import operations as transitions
from candyplatform.base import clock

NOW = datetime(2013, 4, 22, 10, 0, tzinfo=UTC)
PASSWORD = "please-and-thank-you"
STAFF: Actor = staff(user_id=1, name="Staff")
TELEKOM = {
    Network.MASTODON: "telekomhilft@mastodon.example",
    Network.BLUESKY: "telekomhilft.bsky.social",
    Network.X: "Telekom_hilft",
}
SAMPLES = (
    SampleText("de", "Liebe Telekom, bitte schenkt dem EduCamp eine Leitung."),
    SampleText("en", "Dear Telekom, please give the EduCamp a line."),
    SampleText("de", "Danke, liebe Telekom.", "thank"),
    SampleText("en", "Thank you, dear Telekom.", "thank"),
)


def make_user(email: str = "", **fields: Any) -> User:
    """A person with a verified e-mail address, who can log in with `PASSWORD`."""
    email = email or f"{uuid4().hex[:12]}@example.org"
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def log_in_with_second_factor(client: Client, person: User) -> Client:
    """Log the person in as they would themselves: password, then the code of their app, which is set up if need be."""
    set_up_app(person)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(person, now=clock.now())})
    assert answer.status_code == 302, "the code was not taken"
    return client


def make_organization(
    name: str = "EduCamp Hamburg",
    owner: User | None = None,
    *,
    slug: str = "",
    trusted: bool = False,
    now: datetime = NOW,
) -> Membership:
    """An organization, told by its owner's membership."""
    membership = found_organization(user=owner or make_user(), name=name, slug=slug, now=now)
    if trusted:
        trust(organization_id=membership.organization_id, trusted=True, actor=STAFF, now=now)
        membership.organization.is_trusted = True
    return membership


def make_member(
    organization: Organization, role: str = Role.VIEWER, user: User | None = None, now: datetime = NOW
) -> Membership:
    """One more member of an organization."""
    with organization_scope(organization.id):
        return Membership.objects.create(
            organization=organization, user=user or make_user(), role=role, joined_at=now
        )


def make_company(
    name: str = "Telekom hilft",
    *,
    handles: Mapping[str, str] | None = None,
    native_ids: Mapping[str, str] | None = None,
    verified: bool = True,
    now: datetime = NOW,
) -> Company:
    """A company of the platform. `native_ids`: what a network calls the authors of the company's posts."""
    ids = native_ids or {}
    with staff_scope():
        company = Company.objects.create(name=name, verified_at=now if verified else None, created_at=now)
        CompanyAccount.objects.bulk_create(
            CompanyAccount(company=company, network=network, handle=handle, native_id=ids.get(network, ""))
            for network, handle in (TELEKOM if handles is None else handles).items()
        )
    return company


def campaign_facts(**overrides: Any) -> CampaignFacts:
    """Everything a campaign needs to be handed in, but company, hashtags and sample posts."""
    facts: dict[str, Any] = {
        "languages": ["de", "en"],
        "title": {"de": "Ein Netz für das EduCamp", "en": "A network for the EduCamp"},
        "wish": {
            "de": "Bitte schaltet die Leitung bis Freitag.",
            "en": "Please switch the line on by Friday.",
        },
        "story": {
            "de": "Der Techniker kommt erst **nach** dem Wochenende.",
            "en": "The technician comes **after** it.",
        },
        "event_name": "EduCamp Hamburg 2013",
        "event_place": "Hamburg",
        "event_starts_at": NOW + timedelta(days=4),
        "event_ends_at": NOW + timedelta(days=6),
        "event_url": "https://educamp.example/",
        "time_zone": "Europe/Berlin",
        "deadline": NOW + timedelta(days=4),
    }
    return CampaignFacts(**{**facts, **overrides})  # type: ignore[typeddict-item]


def make_campaign(
    membership: Membership,
    *,
    state: str = "draft",
    company: Company | None = None,
    hashtags: Sequence[str] = ("telekomhilf", "echh13"),
    sample_posts: Sequence[SampleText] = SAMPLES,
    picture: bytes = b"",
    now: datetime = NOW,
    **overrides: Any,
) -> Campaign:
    """A complete campaign in any state, moved there by the operations that move one.

    `overrides` are `CampaignFacts`; times are relative to `now` unless given. `picture` is a file for its event.
    """
    actor = actor_of(membership)
    later = now - NOW
    times = {
        "event_starts_at": NOW + timedelta(days=4) + later,
        "event_ends_at": NOW + timedelta(days=6) + later,
        "deadline": NOW + timedelta(days=4) + later,
    }
    company_id = (company or make_company(now=now)).id
    facts = campaign_facts(**{"company_id": company_id, **times, **overrides})
    if state == "scheduled":
        facts.setdefault("starts_at", now + timedelta(hours=12))
    campaign = create_campaign(
        organization_id=membership.organization_id,
        facts=facts,
        hashtags=hashtags,
        sample_posts=sample_posts,
        actor=actor,
        now=now,
    )
    if picture:
        put_picture(campaign=campaign, file=io.BytesIO(picture), actor=actor, now=now)
    return _moved(campaign, state, actor, now)


def _moved(campaign: Campaign, state: str, actor: Actor, now: datetime) -> Campaign:
    if state == "draft":
        return campaign
    campaign = transitions.submit(campaign=campaign, actor=actor, now=now)
    if state == "in_review":
        return campaign
    if campaign.state == "in_review":
        campaign = transitions.approve(campaign=campaign, actor=STAFF, now=now)
    if state == "answered":
        return transitions.mark_answered(campaign=campaign, actor=actor, now=now)
    if state == "closed":
        return transitions.close(campaign=campaign, outcome=Outcome.FULFILLED, actor=actor, now=now)
    if state == "suspended":
        return transitions.suspend(campaign=campaign, reason="A test asks for it.", actor=STAFF, now=now)
    return campaign


def post_seen(number: int = 1, **fields: Any) -> PostSeen:
    """A public post on Mastodon as a connector brings it: the same number, the same post."""
    author = fields.pop("author", None) or AuthorSeen(
        id=f"https://mastodon.example/users/fan{number}",
        handle=f"fan{number}@mastodon.example",
        url=f"https://mastodon.example/@fan{number}",
        followers=10,
    )
    uri = f"{author.url}/{number}"
    words: dict[str, Any] = {
        "text": f"Liebe Telekom, bitte. #telekomhilf {number}",
        "hashtags": frozenset({"telekomhilf"}),
    }
    words |= {name: fields.pop(name) for name in ("text", "links", "hashtags") if name in fields}
    values: dict[str, Any] = {
        "network": Network.MASTODON,
        "uri": uri,
        "native_id": str(number),
        "url": uri,
        "author": author,
        "said": Said(**words),
        "posted_at": NOW + timedelta(minutes=number),
        "language": "de",
        "favorites": number,
        "reposts": 0,
        "replies": 0,
    }
    return PostSeen(**{**values, **fields})


def hear(campaign: Campaign, *posts: PostSeen, kindness: str = "", now: datetime | None = None) -> list[Post]:
    """Let a campaign hear posts, as ingest records them. `kindness` is what the check would have said of them.

    Returns the campaign's posts, newest first. `now` is when they are heard: by default as soon as all were written.
    """
    moment = now or max([NOW, *(post.posted_at for post in posts)])
    by_network: dict[str, list[PostSeen]] = {}
    for post in posts:
        by_network.setdefault(post.network, []).append(post)
    for network, seen in by_network.items():
        ingest(listener=_listener(campaign, network), network=network, feed_id=None, posts=seen, now=moment)
    if kindness:
        judge(campaign, [post.uri for post in posts], kindness)
    with organization_scope(campaign.organization_id):
        return list(Post.objects.filter(campaign=campaign).select_related("author").order_by("-posted_at"))


def judge(campaign: Campaign, uris: Sequence[str], kindness: str) -> None:
    """Let the kindness check have said this of supporters' posts, with the numbers that go with it."""
    sql = """
        UPDATE campaigns_post AS post SET kindness = %(kindness)s
        WHERE campaign_id = %(campaign)s AND uri = ANY(%(uris)s) AND role = 'supporter'
    """
    with turn(campaign.organization_id, campaign.id) as ledger:
        change_posts(ledger, sql, {"kindness": kindness, "campaign": campaign.id, "uris": list(uris)})


def share_address(campaign: Campaign, address: str, *, now: datetime, language: str = "en") -> Supporter:
    """Somebody wants a reminder and lets the organization have the address, and says so again from their mailbox."""
    supporters.ask_for_reminder(
        campaign=campaign, address=address, position=None, shares=True, language=language, now=now
    )
    with organization_scope(campaign.organization_id):
        rows = Supporter.objects.select_related("campaign", "wave")
        supporter = rows.get(campaign=campaign, digest=supporters.digest_of(campaign, address))
    supporters.confirm(supporter=supporter, shares=True, now=now)
    return supporter


def _listener(campaign: Campaign, network: str) -> Listener:
    with organization_scope(campaign.organization_id):
        accounts = CompanyAccount.objects.filter(company=campaign.company, network=network)
        ids = frozenset(accounts.exclude(native_id="").values_list("native_id", flat=True))
        tags = frozenset(campaign.hashtags.values_list("folded", flat=True))
    return Listener(campaign.id, campaign.organization_id, campaign.live_at or NOW, ids, tags)
