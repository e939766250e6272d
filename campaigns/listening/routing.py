"""Which campaign wants which post: fetched once, matched to many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from accounts.scope import listener_scope
from campaigns import lifecycle
from campaigns.enums import CampaignState
from campaigns.models import Campaign, CompanyAccount, Feed, Hashtag, Post
from campaigns.networks.contract import Interest, PostSeen


@dataclass(frozen=True)
class Listener:
    """A campaign as far as matching goes. `since`: posts from before it are not its own."""

    campaign_id: UUID
    organization_id: UUID
    since: datetime
    company_ids: frozenset[str] = frozenset()
    hashtags: frozenset[str] = frozenset()
    page: str = ""


@dataclass
class Routes:
    """Who wants what of one feed."""

    by_hashtag: dict[str, list[Listener]] = field(default_factory=lambda: defaultdict(list))
    by_company: dict[str, list[Listener]] = field(default_factory=lambda: defaultdict(list))
    by_page: dict[str, list[Listener]] = field(default_factory=lambda: defaultdict(list))
    listeners: list[Listener] = field(default_factory=list)

    @property
    def since(self) -> datetime | None:
        """The earliest moment anybody wants to hear of; None when nobody listens."""
        return min((listener.since for listener in self.listeners), default=None)

    def interest(self) -> Interest:
        """What a stream should report."""
        return Interest(
            hashtags=frozenset(self.by_hashtag),
            authors=frozenset(self.by_company),
            links=(f"{settings.SITE_URL}/",),
        )

    def match(self, posts: Iterable[PostSeen]) -> dict[Listener, list[PostSeen]]:
        """The posts of each campaign: by its hashtags, by a link to its page, or by its company's account.

        What the company writes is taken when it carries a hashtag, stands on its own, or replies; a reply is the
        campaign's only when it answers one of its posts, which `ingest` can tell.
        """
        matched: dict[Listener, list[PostSeen]] = defaultdict(list)
        for post in posts:
            wanting = {listener: None for tag in post.hashtags for listener in self.by_hashtag.get(tag, ())}
            wanting |= dict.fromkeys(self.by_company.get(post.author.id, ()))
            wanting |= {
                listener: None for link in post.links for listener in self.by_page.get(page_of(link), ())
            }
            for listener in wanting:
                if post.posted_at >= listener.since:
                    matched[listener].append(post)
        return matched


def page_of(link: str) -> str:
    """The `organization/campaign` that a link to one of our pages leads to; "" for any other link."""
    ours = link.removeprefix(f"{settings.SITE_URL}/") if link.startswith(f"{settings.SITE_URL}/") else ""
    return "/".join(ours.partition("?")[0].split("/")[:2])


def routes_of(feed: Feed, *, closed_since: datetime | None = None) -> Routes:
    """Who listens to this feed now; with `closed_since` also those whose campaign closed after that moment."""
    wanted = Q(state__in=lifecycle.LISTENING)
    if closed_since is not None:
        wanted |= Q(state=CampaignState.CLOSED, closed_at__gte=closed_since)
    with listener_scope():
        subscribed = Campaign.objects.filter(wanted, subscriptions__feed=feed, live_at__isnull=False)
        campaigns = list(
            subscribed.select_related("organization").only(
                "id", "slug", "organization__slug", "company_id", "live_at"
            )
        )
        accounts = CompanyAccount.objects.filter(network=feed.network).exclude(native_id="")
        company_ids: dict[UUID | None, set[str]] = defaultdict(set)
        for company_id, native_id in accounts.values_list("company_id", "native_id"):
            company_ids[company_id].add(native_id)
        tags = list(Hashtag.objects.filter(campaign__in=campaigns).values_list("campaign_id", "folded"))
    return _built(campaigns, company_ids, tags)


def _built(
    campaigns: Sequence[Campaign], company_ids: dict[UUID | None, set[str]], tags: Sequence[tuple[UUID, str]]
) -> Routes:
    routes = Routes()
    hashtags: dict[UUID, set[str]] = defaultdict(set)
    for campaign_id, folded in tags:
        hashtags[campaign_id].add(folded)
    for campaign in campaigns:
        assert campaign.live_at  # noqa: S101 - the query asks for it
        ids = frozenset(company_ids[campaign.company_id])
        mine = frozenset(hashtags[campaign.id])
        page = f"{campaign.organization.slug}/{campaign.slug}"
        listener = Listener(campaign.id, campaign.organization_id, campaign.live_at, ids, mine, page)
        routes.by_page[page].append(listener)
        routes.listeners.append(listener)
        for native_id in ids:
            routes.by_company[native_id].append(listener)
        for folded in mine:
            routes.by_hashtag[folded].append(listener)
    return routes


@dataclass(frozen=True)
class Tracked:
    """A post that some campaign has: where a later word about it belongs."""

    organization_id: UUID
    campaign_id: UUID
    uri: str
    native_id: str
    refresh_step: int
    posted_at: datetime


def tracked_by_uri(*, network: str, uris: Sequence[str]) -> list[Tracked]:
    """Every campaign's living post among these uris of a network."""
    if not uris:
        return []
    with listener_scope():
        return _tracked(Post.objects.filter(network=network, uri__in=list(uris), deleted_at=None))


def tracked_due(*, feed: Feed, now: datetime, limit: int) -> list[Tracked]:
    """Posts heard through this feed whose engagement is due to be asked for again, longest due first."""
    with listener_scope():
        due = Post.objects.filter(feed=feed, refresh_due_at__lte=now, deleted_at=None)
        return _tracked(due.order_by("refresh_due_at")[:limit])


def _tracked(posts: "Iterable[Post]") -> list[Tracked]:
    return [
        Tracked(
            post.organization_id,
            post.campaign_id,
            post.uri,
            post.native_id,
            post.refresh_step,
            post.posted_at,
        )
        for post in posts
    ]
