"""Everything an organizer does to a campaign's content, and handing it in.

Each operation opens the organization's scope, takes who acts and when, and is one transaction. Problems with the input
come as `Invalid`, with a sentence at each field, all at once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring import companies
from campaigns.authoring.companies import clean_proposal
from campaigns.authoring.content import CampaignFacts, CompanyProposal, SampleText
from campaigns.authoring.errors import CampaignSlugTaken, EditedMeanwhile, require_editable
from campaigns.authoring.facts import clean_facts, clean_samples
from campaigns.authoring.hashtags import clean_hashtags
from campaigns.authoring.slugs import suggest
from campaigns.enums import Language
from campaigns.models import Campaign, Company, Hashtag, SamplePost
from campaigns.moderation.queries import review_flags
from campaigns.transitions import operations as transitions
from candyplatform.base.errors import Invalid, Text

propose_company = companies.propose_company

T = TypeVar("T")


@dataclass(frozen=True)
class _Clean:
    """Everything that is to be written, fit to be kept. None: stays as it is."""

    values: dict[str, Any]
    hashtags: list[tuple[str, str]] | None
    samples: list[SampleText] | None
    proposal: CompanyProposal | None


def create_campaign(
    *,
    organization_id: UUID,
    facts: CampaignFacts,
    hashtags: Iterable[str] = (),
    sample_posts: Iterable[SampleText] = (),
    proposal: CompanyProposal | None = None,
    actor: Actor,
    now: datetime,
) -> Campaign:
    """Start a draft; languages and a title, or the event's name, are enough. Without a `slug` a free one is made from these.

    `proposal` is a company the platform does not know yet, in place of `company_id`. Raises `Invalid`.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(organization_id):
        clean = _cleaned(facts, hashtags, sample_posts, proposal, None)
        campaign = Campaign(
            organization_id=organization_id,
            created_by_id=actor.user_id,
            created_at=now,
            modified_at=now,
            **clean.values,
        )
        title = campaign.in_language(campaign.title, campaign.languages[0])
        campaign.slug = campaign.slug or suggest(
            title or campaign.event_name, organization_id=organization_id
        )
        _insert(campaign)
        _append("campaign.created", campaign, actor, now)
        return _write_parts(campaign, clean, actor, now)


def revise_campaign(
    *,
    campaign: Campaign,
    facts: CampaignFacts,
    hashtags: Iterable[str] | None = None,
    sample_posts: Iterable[SampleText] | None = None,
    proposal: CompanyProposal | None = None,
    seen: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Campaign:
    """Change a draft. None leaves hashtags or sample posts as they are.

    `seen` is the `modified_at` of what the writer read: when it is given and somebody saved since, `EditedMeanwhile` is
    raised and nothing is written. Raises `NotEditable` when the campaign is past being written, and `Invalid`.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    require_editable(campaign)
    with organization_scope(campaign.organization_id):
        clean = _cleaned(facts, hashtags, sample_posts, proposal, campaign)
        changed = sorted(name for name, value in clean.values.items() if getattr(campaign, name) != value)
        _update(campaign, clean.values, seen, now)
        _append("campaign.revised", campaign, actor, now, changed=changed)
        return _write_parts(_reloaded(campaign), clean, actor, now)


def submit(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Hand the campaign in, as `campaigns.transitions.operations.submit` does. Raises `NotReady`, `WrongState`.

    What the kindness check flags does not keep it back: the journal tells staff which fields to look at.
    """
    with organization_scope(campaign.organization_id):
        moved = transitions.submit(campaign=campaign, actor=actor, now=now)
        fields = sorted({flag.field for flag in review_flags(moved)})
        if fields:
            _append("campaign.flagged", moved, actor, now, fields=fields)
        return moved


def _insert(campaign: Campaign) -> None:
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as error:
        raise CampaignSlugTaken(fields={"slug": [CampaignSlugTaken.message]}) from error


def _update(campaign: Campaign, values: dict[str, Any], seen: datetime | None, now: datetime) -> None:
    """Write the facts over the draft that was seen: no row means that somebody was faster."""
    here = Campaign.objects.filter(id=campaign.id, state=campaign.state)
    if seen is not None:
        here = here.filter(modified_at=seen)
    try:
        with transaction.atomic():
            written = here.update(modified_at=now, **values)
    except IntegrityError as error:
        raise CampaignSlugTaken(fields={"slug": [CampaignSlugTaken.message]}) from error
    if not written:
        raise EditedMeanwhile


def _cleaned(
    facts: CampaignFacts,
    hashtags: Iterable[str] | None,
    samples: Iterable[SampleText] | None,
    proposal: CompanyProposal | None,
    before: Campaign | None,
) -> _Clean:
    """Everything fit to be kept, or every problem at once."""
    wrong: dict[str, list[Text]] = {}

    def attempt(clean: Callable[[], T]) -> T | None:
        try:
            return clean()
        except Invalid as error:
            wrong.update(error.fields)
            return None

    values = attempt(lambda: clean_facts(facts, before=before)) or {}
    languages = facts.get("languages") or (before.languages if before else Language.values)
    result = _Clean(
        values=values,
        hashtags=attempt(lambda: None if hashtags is None else clean_hashtags(hashtags)),
        samples=attempt(lambda: None if samples is None else clean_samples(samples, languages)),
        proposal=attempt(lambda: None if proposal is None else clean_proposal(proposal)),
    )
    if wrong:
        raise Invalid(fields=wrong)
    return result


def _write_parts(campaign: Campaign, clean: _Clean, actor: Actor, now: datetime) -> Campaign:
    """Write what hangs on the campaign."""
    if clean.hashtags is not None:
        _replace_hashtags(campaign, clean.hashtags)
    if clean.samples is not None:
        _replace_samples(campaign, clean.samples)
    elif "languages" in clean.values:
        campaign.sample_posts.exclude(language__in=campaign.languages).delete()
    if clean.proposal is not None:
        _ask_proposed(campaign, clean.proposal, actor, now)
    return _reloaded(campaign)


def _replace_hashtags(campaign: Campaign, wanted: Sequence[tuple[str, str]]) -> None:
    if list(campaign.hashtags.values_list("text", "folded")) == wanted:
        return
    campaign.hashtags.all().delete()
    Hashtag.objects.bulk_create(
        Hashtag(
            organization_id=campaign.organization_id,
            campaign=campaign,
            text=text,
            folded=folded,
            position=position,
        )
        for position, (text, folded) in enumerate(wanted)
    )


def _replace_samples(campaign: Campaign, samples: Sequence[SampleText]) -> None:
    campaign.sample_posts.all().delete()
    SamplePost.objects.bulk_create(
        SamplePost(
            organization_id=campaign.organization_id,
            campaign=campaign,
            language=sample.language,
            purpose=sample.purpose,
            text=sample.text,
            position=position,
        )
        for position, sample in enumerate(samples)
    )


def _ask_proposed(campaign: Campaign, proposal: CompanyProposal, actor: Actor, now: datetime) -> None:
    """Ask the proposed company: the one this draft already proposes, revised, or a new one."""
    company: Company | None = campaign.company
    owner = campaign.organization_id
    if company and company.verified_at is None and company.proposed_by_id == owner:
        companies.revise_proposal(
            company=company, proposal=proposal, organization_id=owner, actor=actor, now=now
        )
        return
    created = companies.propose_company(organization_id=owner, proposal=proposal, actor=actor, now=now)
    Campaign.objects.filter(id=campaign.id).update(company=created)


def _reloaded(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_related("company", "organization").get(id=campaign.id)


def _append(verb: str, campaign: Campaign, actor: Actor, now: datetime, **details: Any) -> None:
    journal.append(
        verb=verb,
        subject=campaign.id,
        organization_id=campaign.organization_id,
        actor=actor,
        now=now,
        details=details,
    )
