"""Posts that somebody told of by "I posted it": taken at their word at once, and looked for afterwards.

Whoever says so has no account here; the link is all that is known. A post that carries the campaign's hashtags or its link joins
those that were heard, as any other would.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.scope import organization_scope
from campaigns.enums import Network, SaidStatus
from campaigns.listening.connectors import connectors, door
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import listener_of
from campaigns.listening.spending import pay_for
from campaigns.models import Campaign, Post, SaidPost
from campaigns.networks.contract import PostLink, PostSeen
from campaigns.networks.errors import NotMeasured, Rejected, Unavailable
from candyplatform.base import clock, retry, work

LOOK_FOR = "said.look_for"
LASTING = timedelta(minutes=1)
# A server that is away for a day has lost the post for us: the last attempt says so.
POLICY = retry.Retry(first=timedelta(seconds=20), longest=timedelta(hours=1), attempts=30)


def link_of(url: str) -> tuple[Network, PostLink] | None:
    """The network that a post's address belongs to, and what it says; None when it is no post of any of them."""
    found = ((name, connector.post_link(url)) for name, connector in connectors().items())
    return next(((name, link) for name, link in found if link), None)


def post_at(*, campaign_id: UUID, url: str) -> Post | None:
    """The campaign's post that has this address, if it was heard and is not gone. Within the organization's scope."""
    found = link_of(url)
    addresses = {url, found[1].link} if found else {url}
    posts = Post.objects.filter(campaign_id=campaign_id, deleted_at=None)
    return posts.filter(Q(url__in=addresses) | Q(uri__in=addresses)).first()


def note_said(*, campaign: Campaign, network: Network, link: PostLink, now: datetime) -> bool:
    """Keep that somebody posted, and have it looked for. False when that post was told of before. Opens the scope."""
    with organization_scope(campaign.organization_id):
        said, is_new = SaidPost.objects.get_or_create(
            campaign=campaign,
            network=network,
            digest=_digest(link.link),
            defaults={"organization_id": campaign.organization_id, "said_at": now, "link": link.link[:500]},
        )
        if is_new:
            work.put(kind=LOOK_FOR, key=said.pk, due_at=now, organization_id=campaign.organization_id)
        return is_new


def look_for(job: work.Job) -> None:
    """Due work `said.look_for`: find the post on its network and let the campaign hear it. No scope is open while it is asked."""
    with organization_scope(job.organization):
        said = SaidPost.objects.filter(pk=job.key, status=SaidStatus.WAITING).first()
    if said is None:
        return
    try:
        status = _outcome(said)
    except Unavailable:
        if job.attempts < POLICY.attempts:
            raise
        status = SaidStatus.UNSEEN
    with organization_scope(job.organization):
        # Who posted is in the link: it is let go.
        SaidPost.objects.filter(pk=said.pk).update(status=status, checked_at=clock.now(), link="")


def _digest(link: str) -> str:
    return hashlib.sha256(link.encode()).hexdigest()


def _outcome(said: SaidPost) -> SaidStatus:
    network, found = Network(said.network), link_of(said.link)
    assert found  # noqa: S101 - that is how it came to be
    if _was_heard(said):
        return SaidStatus.FOUND
    if connectors()[network].not_measured:
        return SaidStatus.UNSEEN
    try:
        post = _asked(said, network, found[1])
    except NotMeasured:
        return SaidStatus.UNSEEN
    except Rejected:
        return SaidStatus.MISSING
    return _heard(said, network, post) if post else SaidStatus.MISSING


def _was_heard(said: SaidPost) -> bool:
    """Whether the ear was there first."""
    with organization_scope(said.organization_id):
        return post_at(campaign_id=said.campaign_id, url=said.link) is not None


def _asked(said: SaidPost, network: Network, link: PostLink) -> PostSeen | None:
    """What the network says of it. Raises the four errors; `Unavailable` while no budget has room for the question."""
    connector = connectors()[network]
    price = connector.traits.prices.refresh

    def ask() -> tuple[PostSeen | None, int]:
        return connector.find_post(link, door=door()), price

    answer, payers = pay_for(connector, price=price, organizations={said.organization_id}, ask=ask)
    if not payers:
        raise Unavailable("No budget is left for today.")
    return answer


def _heard(said: SaidPost, network: Network, post: PostSeen) -> SaidStatus:
    """Let the campaign hear it, if it is one of its own."""
    found = listener_of(said.campaign_id, network)
    if found is None:
        return SaidStatus.UNSEEN
    listener, routes = found
    if not routes.match([post]):
        return SaidStatus.UNFIT
    ingest(listener=listener, network=network, feed_id=None, posts=[post], now=clock.now())
    return SaidStatus.FOUND
