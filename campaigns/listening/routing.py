"""Which campaign wants which post: fetched once, matched to many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from accounts.scope import listener_scope
from campaigns import lifecycle
from campaigns.enums import CampaignState
from campaigns.models import Campaign, CompanyAccount, Feed, Hashtag, Post
from campaigns.networks.contract import PostSeen
from campaigns.networks.telling import Interest

# People who know of a campaign may begin before it is live; what is older than this is another story.
LONGEST_BEFORE = timedelta(days=1)
# How many posts a stream is asked about the likes of, at most.
MOST_SUBJECTS = 200_000


@dataclass(frozen=True)
class Listener:
    """A campaign as far as matching goes. `since` is when it went live: the company's posts from before it are no answers.

    Supporters may have begun `before` that, when the campaign was written already: their posts are its own too.
    """

    campaign_id: UUID
    organization_id: UUID
    since: datetime
    company_ids: frozenset[str] = frozenset()
    hashtags: frozenset[str] = frozenset()
    page: str = ""
    before: timedelta = timedelta()

    @property
    def hears_from(self) -> datetime:
        """From when posts are the campaign's own."""
        return self.since - self.before

    def wants(self, post: PostSeen) -> bool:
        """Whether the post is recent enough."""
        return post.posted_at >= (self.since if post.author.id in self.company_ids else self.hears_from)


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
        return min((listener.hears_from for listener in self.listeners), default=None)

    @property
    def live_since(self) -> datetime | None:
        """Since when somebody is live; what was before is not worth streaming all of a network again."""
        return min((listener.since for listener in self.listeners), default=None)

    @property
    def organizations(self) -> frozenset[UUID]:
        """For whom the feed is listened to."""
        return frozenset(listener.organization_id for listener in self.listeners)

    def of(self, organizations: Set[UUID]) -> "Routes":
        """Those of these organizations only."""

        def mine(routes: dict[str, list[Listener]]) -> dict[str, list[Listener]]:
            return {
                key: [one for one in listeners if one.organization_id in organizations]
                for key, listeners in routes.items()
            }

        listeners = [one for one in self.listeners if one.organization_id in organizations]
        return Routes(mine(self.by_hashtag), mine(self.by_company), mine(self.by_page), listeners)

    def interest(self, subjects: Set[str] = frozenset()) -> Interest:
        """What a stream should report; `subjects` are the posts whose likes and answers matter."""
        return Interest(
            hashtags=frozenset(self.by_hashtag),
            authors=frozenset(self.by_company),
            links=(f"{settings.SITE_URL}/",),
            subjects=subjects,
        )

    def match(self, posts: Iterable[PostSeen]) -> dict[Listener, list[PostSeen]]:
        """The posts of each campaign: by its hashtags, by a link to its page, or by its company's account.

        What the company writes is taken when it carries a hashtag, stands on its own, or replies; a reply is the
        campaign's only when it answers one of its posts, which `ingest` can tell.
        """
        matched: dict[Listener, list[PostSeen]] = defaultdict(list)
        since = self.since
        for post in posts:
            if since is None or post.posted_at < since:
                continue
            wanting = {listener: None for tag in post.hashtags for listener in self.by_hashtag.get(tag, ())}
            wanting |= dict.fromkeys(self.by_company.get(post.author.id, ()))
            wanting |= {
                listener: None for link in post.links for listener in self.by_page.get(page_of(link), ())
            }
            for listener in wanting:
                if listener.wants(post):
                    matched[listener].append(post)
        return matched


def page_of(link: str) -> str:
    """The `organization/campaign`, or `s/code`, that a link to one of our pages leads to; "" for any other link."""
    ours = link.removeprefix(f"{settings.SITE_URL}/") if link.startswith(f"{settings.SITE_URL}/") else ""
    first, *rest = ours.partition("?")[0].split("/")[:2]
    return "/".join([first, *(part.partition("-")[0] if first == "s" else part for part in rest)])


def listener_of(campaign_id: UUID, network: str) -> tuple[Listener, Routes] | None:
    """One campaign that listens, and the routes of a network that lead to it alone; None while it does not."""
    with listener_scope():
        found = Campaign.objects.listening().filter(id=campaign_id, live_at__isnull=False)
        routes = _routes(list(found.select_related("organization").only(*_FIELDS)), network)
    return (routes.listeners[0], routes) if routes.listeners else None


def routes_of(feed: Feed, *, closed_since: datetime | None = None) -> Routes:
    """Who listens to this feed now; with `closed_since` also those whose campaign closed after that moment."""
    wanted = Q(state__in=lifecycle.LISTENING)
    if closed_since is not None:
        wanted |= Q(state=CampaignState.CLOSED, closed_at__gte=closed_since)
    with listener_scope():
        subscribed = Campaign.objects.filter(wanted, subscriptions__feed=feed, live_at__isnull=False)
        campaigns = list(subscribed.select_related("organization").only(*_FIELDS))
        return _routes(campaigns, feed.network)


_FIELDS = ("id", "slug", "short_code", "organization__slug", "company_id", "live_at", "created_at")


def _routes(campaigns: Sequence[Campaign], network: str) -> Routes:
    accounts = CompanyAccount.objects.filter(network=network).exclude(native_id="")
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
        before = min(max(campaign.live_at - campaign.created_at, timedelta()), LONGEST_BEFORE)
        listener = Listener(campaign.id, campaign.organization_id, campaign.live_at, ids, mine, page, before)
        routes.by_page[page].append(listener)
        routes.by_page[f"s/{campaign.short_code}"].append(listener)
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


def tracked_by_native_id(*, network: str, host: str, native_ids: Sequence[str]) -> list[Tracked]:
    """Every campaign's living post that this host calls by one of these ids."""
    if not native_ids:
        return []
    with listener_scope():
        feeds = list(Feed.objects.filter(network=network, host=host).values_list("id", flat=True))
        return _tracked(Post.objects.filter(feed__in=feeds, native_id__in=list(native_ids), deleted_at=None))


def subjects_of(*, network: str, since: datetime) -> set[str]:
    """The uris of the living posts of a network that campaigns which listen have, written after `since`."""
    with listener_scope():
        listening = Campaign.objects.listening().values("id")
        posts = Post.objects.filter(
            campaign__in=listening, network=network, posted_at__gte=since, deleted_at=None
        )
        return set(posts.order_by("-posted_at").values_list("uri", flat=True)[:MOST_SUBJECTS])


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
