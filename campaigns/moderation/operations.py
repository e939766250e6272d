"""Everything that says of a post whether it may be shown."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.enums import Kindness, PostRole
from campaigns.listening.rollup import change_posts, turn
from campaigns.models import Post
from campaigns.moderation.kindness import assess
from candyplatform.base import clock
from candyplatform.base.errors import NotFound
from candyplatform.base.work import Job

CHUNK = 500
CHUNKS_A_RUN = 20
# Far longer than a run of that many takes.
ASSESSING = timedelta(minutes=5)


def assess_posts(job: Job) -> datetime | None:
    """Due work `moderation.assess`: say of a campaign's unchecked posts whether a person should look at them.

    `job.key` is the campaign's id. What nobody needs to look at is shown from then on. Returns when to go on, None when
    every post is checked.
    """
    campaign_id, done = UUID(job.key), 0
    for posts in islice(_unchecked(job.organization, campaign_id), CHUNKS_A_RUN):
        _record_verdicts(job.organization, campaign_id, posts)
        done += 1
    return clock.now() if done == CHUNKS_A_RUN else None


def hide_post(*, post: Post, actor: Actor, now: datetime) -> Post:
    """Take a post off every page. It stays hidden, also when its author edits it; it is still counted."""
    return _decide(post, Kindness.HIDDEN, "post.hidden", actor, now)


def show_post(*, post: Post, actor: Actor, now: datetime) -> Post:
    """A person looked at a flagged or hidden post and finds it friendly."""
    return _decide(post, Kindness.FRIENDLY, "post.shown", actor, now)


def withdraw_post(*, post: Post, actor: Actor, now: datetime) -> Post:
    """Take a post off every page because its author asked. It is still counted; a person may show it again."""
    return _decide(post, Kindness.HIDDEN, "post.withdrawn", actor, now)


def _unchecked(organization_id: UUID, campaign_id: UUID) -> Iterator[list[Post]]:
    """The campaign's unchecked posts in chunks, oldest first; no transaction is open while a chunk is worked on."""
    last = 0
    while True:
        with organization_scope(organization_id):
            waiting = Post.objects.filter(campaign_id=campaign_id, kindness=Kindness.UNCHECKED, id__gt=last)
            posts = list(waiting.only("id", "text", "language", "role").order_by("id")[:CHUNK])
        if not posts:
            return
        yield posts
        last = posts[-1].id


def _record_verdicts(organization_id: UUID, campaign_id: UUID, posts: Sequence[Post]) -> None:
    """Write what the rules say, where the text is still the one that was read and nobody decided meanwhile."""
    sql = """
        UPDATE campaigns_post AS post SET kindness = given.kindness
        FROM unnest(%(ids)s::bigint[], %(texts)s::text[], %(verdicts)s::text[]) AS given (id, text, kindness)
        WHERE post.id = given.id AND post.text = given.text AND post.kindness = 'unchecked'
    """
    parameters = {
        "ids": [post.id for post in posts],
        "texts": [post.text for post in posts],
        "verdicts": [_verdict(post).value for post in posts],
    }
    with turn(organization_id, campaign_id) as ledger:
        change_posts(ledger, sql, parameters)


def _verdict(post: Post) -> Kindness:
    # What the company itself says is never held back: it is what everybody waits for.
    if post.role == PostRole.COMPANY or assess(post.text, post.language).is_friendly:
        return Kindness.FRIENDLY
    return Kindness.FLAGGED


def _decide(post: Post, kindness: Kindness, verb: str, actor: Actor, now: datetime) -> Post:
    actor.require(Permission.EDIT_CAMPAIGNS)
    with turn(post.organization_id, post.campaign_id) as ledger:
        found = Post.objects.select_for_update(of=("self",)).filter(id=post.id).first()
        if found is None:
            raise NotFound
        if found.kindness != kindness:
            before, found.kindness = found.kindness, kindness
            sql = "UPDATE campaigns_post AS post SET kindness = %(kindness)s WHERE id = %(id)s"
            change_posts(ledger, sql, {"kindness": kindness.value, "id": found.id})
            journal.append(
                verb=verb,
                subject=found.campaign_id,
                organization_id=found.organization_id,
                actor=actor,
                now=now,
                details={"post": found.id, "from": before, "to": kindness.value},
            )
        return found
