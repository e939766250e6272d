"""Two organizations whose lists grow to any length: copies of one row of each, as the web role may write them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.db.models import Model

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope, staff_scope
from accounts.tokens.operations import issue_token
from accounts.tokens.scopes import TokenScope
from campaigns.answers.operations import record
from campaigns.authoring.updates import publish_update
from campaigns.models import (
    Answer,
    Campaign,
    Company,
    CompanyAccount,
    Hashtag,
    Post,
    SamplePost,
    Update,
    WebhookDelivery,
    WebhookEndpoint,
)
from campaigns.webhooks.operations import MOST_ENDPOINTS, create_endpoint, send_test
from candyplatform.base import clock
from tests.factories import SAMPLES, hear, make_campaign, make_organization, post_seen

ModelT = TypeVar("ModelT", bound=Model)
CAMPAIGNS = "/api/v1/campaigns/"
BATCH = 1000


@dataclass
class Stage:
    """An organization that has one of everything, and a token for all of it."""

    owner: Membership
    campaign: Campaign
    endpoint: WebhookEndpoint
    secret: str

    def path(self, path: str) -> str:
        """The address of a list here."""
        return path.format(campaign=self.campaign.id, endpoint=self.endpoint.id)


def set_up(slug: str) -> Stage:
    """Somebody's organization."""
    now = clock.now()
    owner = make_organization(slug.title(), slug=slug, now=now)
    actor = actor_of(owner)
    campaign = make_campaign(owner, state="live", now=now)
    hear(campaign, post_seen(1, posted_at=now), now=now)
    record(campaign=campaign, kind="acknowledged", said_at=now, text="Yes.", actor=actor, now=now)
    publish_update(campaign=campaign, texts={"en": "News"}, actor=actor, now=now)
    issued = create_endpoint(
        url="https://tool.example/hook", event_types=["campaign.published"], actor=actor, now=now
    )
    send_test(endpoint_id=issued.endpoint.id, actor=actor, now=now)
    secret = issue_token(actor=actor, name="Bench", scopes=TokenScope.values, now=now).secret
    return Stage(owner, campaign, issued.endpoint, secret)


def copies(first: ModelT, numbers: Iterable[int], **other: Callable[[int], Any]) -> list[ModelT]:
    """Copies of a row, written down; `other` tells what a copy of a number has of its own."""
    fields = [field for field in type(first)._meta.concrete_fields if not field.primary_key]
    same = {field.attname: getattr(first, field.attname) for field in fields}
    made = [type(first)(**{**same, **{name: of(number) for name, of in other.items()}}) for number in numbers]
    written: list[ModelT] = type(first)._default_manager.bulk_create(made, batch_size=BATCH)
    return written


def _campaigns(stage: Stage, numbers: range) -> None:
    copied = copies(
        stage.campaign,
        numbers,
        slug=lambda number: f"copy-{number}",
        short_code=lambda _number: uuid4().hex[:10],
        created_at=lambda number: stage.campaign.created_at + timedelta(seconds=number),
    )
    own = {"organization_id": stage.owner.organization_id}
    tags = list(stage.campaign.hashtags.all())
    Hashtag.objects.bulk_create(
        [
            Hashtag(campaign=copy, text=tag.text, folded=tag.folded, position=tag.position, **own)
            for copy in copied
            for tag in tags
        ],
        batch_size=BATCH,
    )
    SamplePost.objects.bulk_create(
        [
            SamplePost(campaign=copy, language=text.language, text=text.text, purpose=text.purpose, **own)
            for copy in copied
            for text in SAMPLES
        ],
        batch_size=BATCH,
    )


def _answers(stage: Stage, numbers: range) -> None:
    first = Answer.objects.filter(campaign=stage.campaign)[0]
    copies(first, numbers, said_at=lambda number: first.said_at + timedelta(minutes=number))


def _updates(stage: Stage, numbers: range) -> None:
    first = Update.objects.filter(campaign=stage.campaign)[0]
    copies(first, numbers, said_at=lambda number: first.said_at + timedelta(minutes=number))


def _posts(stage: Stage, numbers: range) -> None:
    first = Post.objects.filter(campaign=stage.campaign).select_related("author")[0]
    authors = copies(first.author, numbers, native_id=lambda number: f"author-{number}")
    ids = {number: author.pk for number, author in zip(numbers, authors, strict=True)}
    copies(
        first,
        numbers,
        uri=lambda number: f"https://mastodon.example/copies/{number}",
        native_id=lambda number: f"copy-{number}",
        author_id=ids.__getitem__,
        posted_at=lambda number: first.posted_at + timedelta(seconds=number),
    )


def _members(stage: Stage, numbers: range) -> None:
    slug = stage.owner.organization.slug
    people = copies(stage.owner.user, numbers, email=lambda number: f"{slug}-{number}@example.org")
    ids = {number: person.pk for number, person in zip(numbers, people, strict=True)}
    copies(stage.owner, numbers, user_id=ids.__getitem__, role=lambda _number: "viewer")


def _journal(stage: Stage, numbers: range) -> None:
    first = JournalEntry.objects.filter(verb="campaign.published")[0]
    copies(first, numbers, at=lambda number: first.at + timedelta(seconds=number))


def _webhooks(stage: Stage, numbers: range) -> None:
    copies(stage.endpoint, numbers)


def _deliveries(stage: Stage, numbers: range) -> None:
    first = WebhookDelivery.objects.filter(endpoint=stage.endpoint)[0]
    copies(first, numbers, event_id=lambda number: f"evt_{number}", state=lambda _number: "delivered")


def _companies(_stage: Stage, numbers: range) -> None:
    """Those that staff know are everybody's."""
    with staff_scope():
        first = Company.objects.order_by("created_at")[0]
        account = CompanyAccount.objects.filter(company=first)[0]
        made = copies(first, numbers, name=lambda _number: f"Company {uuid4().hex}")
        CompanyAccount.objects.bulk_create(
            [CompanyAccount(company=one, network=account.network, handle=account.handle) for one in made],
            batch_size=BATCH,
        )


def _in_campaign(model: type[Model]) -> Callable[[Stage], int]:
    return lambda stage: model._default_manager.filter(campaign=stage.campaign).count()


def _in_organization(model: type[Model]) -> Callable[[Stage], int]:
    return lambda stage: model._default_manager.count()


@dataclass(frozen=True)
class Growing:
    """A list of the API. `count`: how long it is; `add`: rows of these numbers more; it can be `most` long at most."""

    path: str
    count: Callable[[Stage], int]
    add: Callable[[Stage, range], None]
    most: int = 10_000

    def grow(self, stage: Stage, size: int) -> int:
        """Until it is so long, or as long as it may be. Returns how long that is."""
        with organization_scope(stage.owner.organization_id):
            there = self.count(stage)
            self.add(stage, range(there, min(size, self.most)))
            return self.count(stage)


# In this order: a campaign with ten thousand answers has them in the list of campaigns, too.
LISTS = {
    "campaigns": Growing(CAMPAIGNS, _in_organization(Campaign), _campaigns),
    "companies": Growing("/api/v1/companies/", _in_organization(Company), _companies),
    "members": Growing("/api/v1/members/", _in_organization(Membership), _members),
    "journal": Growing("/api/v1/journal/", _in_organization(JournalEntry), _journal),
    "webhooks": Growing("/api/v1/webhooks/", _in_organization(WebhookEndpoint), _webhooks, MOST_ENDPOINTS),
    "a webhook's messages": Growing(
        "/api/v1/webhooks/{endpoint}/deliveries/", _in_organization(WebhookDelivery), _deliveries
    ),
    "a campaign's posts": Growing(CAMPAIGNS + "{campaign}/posts/", _in_campaign(Post), _posts),
    "a campaign's answers": Growing(CAMPAIGNS + "{campaign}/answers/", _in_campaign(Answer), _answers),
    "a campaign's news": Growing(CAMPAIGNS + "{campaign}/updates/", _in_campaign(Update), _updates),
}
