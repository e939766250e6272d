"""Writing a draft step by step, so that nothing is lost and nobody is overwritten unseen.

What is saved goes through `operations.revise_campaign`. What was typed and is not saved yet, or cannot be, is kept beside it
as it was typed (`Campaign.unfinished`): a closed tab, a restart or a mistake in one field costs nothing. A step is known by
its mark: whoever saves over something that they have not seen is told.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.content import SAMPLES_LIMIT, CampaignFacts, SampleText
from campaigns.authoring.emergencies import EMERGENCIES, Draft, Emergency, draft_of
from campaigns.authoring.errors import EditedMeanwhile, require_editable
from campaigns.authoring.filling import initial_of
from campaigns.authoring.forms import Content
from campaigns.authoring.in_step.operations import follow_event
from campaigns.authoring.operations import create_campaign, revise_campaign
from campaigns.authoring.picture.operations import follow_picture
from campaigns.authoring.stages import Stage
from campaigns.models import Campaign
from candyplatform.base.errors import Invalid, NotFound

Typed = Mapping[str, Sequence[str]]

# All that fits into a step's fields, and to spare.
TYPED_LIMIT = 64_000
# By when an answer is needed, unless somebody says otherwise: soon enough to still change something.
USUAL_DAYS_BEFORE = 2


def begin(*, organization_id: UUID, language: str, content: Content, actor: Actor, now: datetime) -> Campaign:
    """Start a draft from its first step, in one language, to be answered two days before the event. Raises `Invalid`."""
    facts: dict[str, Any] = {
        "languages": [language],
        "deadline_days_before": USUAL_DAYS_BEFORE,
        **content["facts"],
    }
    with organization_scope(organization_id):
        made = create_campaign(
            organization_id=organization_id,
            facts=cast("CampaignFacts", facts),
            actor=actor,
            now=now,
        )
        _follow(made, content, actor, now)
    return made


def write_stage(
    *, campaign: Campaign, stage: Stage, content: Content, seen: str, actor: Actor, now: datetime
) -> Campaign:
    """Save a step; what was typed into it before is done with.

    `seen` is the mark of what the writer read ("": not known). Raises `EditedMeanwhile` when the step is another by now,
    and all that `revise_campaign` raises.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        here = _locked(campaign)
        _require_seen(here, stage, seen)
        revise_campaign(campaign=here, **_of_campaign(content), actor=actor, now=now)
        _follow(here, content, actor, now)
        return _with_typed(here, stage, {})


def keep_typed(*, campaign: Campaign, stage: Stage, typed: Typed, seen: str, actor: Actor) -> Campaign:
    """Keep what was typed into a step as it is, to go on with later, in whichever browser.

    It is no part of the campaign yet, so the journal says nothing of it. Raises `EditedMeanwhile`, `NotEditable`, and
    `Invalid` when it is more than fits.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    _require_own(campaign, actor)
    if not is_small(typed):
        raise Invalid(_("This is more than fits here. Shorten it, then save it."))
    with organization_scope(campaign.organization_id):
        here = _locked(campaign)
        require_editable(here)
        _require_seen(here, stage, seen)
        return _with_typed(here, stage, typed)


def drop_typed(*, campaign: Campaign, stage: Stage, actor: Actor) -> Campaign:
    """Forget what was typed into a step and not saved."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    _require_own(campaign, actor)
    with organization_scope(campaign.organization_id):
        return _with_typed(_locked(campaign), stage, {})


def use_emergency(*, campaign: Campaign, emergency: Emergency, actor: Actor, now: datetime) -> Campaign:
    """Fill title, wish, story and sample posts with an emergency's words, where nothing of somebody's own stands.

    What another emergency filled in, for the same event and company, is replaced. Raises as `revise_campaign` does.
    """
    with organization_scope(campaign.organization_id):
        here = _locked(campaign)
        new, ours = _draft(here, emergency), [_draft(here, other) for other in EMERGENCIES.values()]
        facts: dict[str, Any] = {name: _merged(here, name, new, ours) for name in ("title", "wish", "story")}
        samples = _merged_samples(here, new, ours)
        return revise_campaign(
            campaign=here,
            facts=cast("CampaignFacts", facts),
            sample_posts=samples,
            actor=actor,
            now=now,
        )


def mark_of(campaign: Campaign, stage: Stage) -> str:
    """What a step is known by: its words as they are saved, and those typed beside them. Within the scope."""
    held = [initial_of(campaign, stage), campaign.unfinished.get(stage.name)]
    text = json.dumps(held, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_small(typed: Typed) -> bool:
    """Whether this is no more than the fields of a step take."""
    return sum(len(name) + len(text) for name, texts in typed.items() for text in texts) <= TYPED_LIMIT


def _of_campaign(content: Content) -> dict[str, Any]:
    """Without what is no part of the campaign's own row."""
    return {name: value for name, value in content.items() if name not in ("link", "image")}


def _follow(campaign: Campaign, content: Content, actor: Actor, now: datetime) -> None:
    if link := content.get("link"):
        follow_event(campaign=campaign, url=link, actor=actor, now=now)
    if image := content.get("image"):
        follow_picture(campaign=campaign, url=image, actor=actor, now=now)


def _require_own(campaign: Campaign, actor: Actor) -> None:
    """What leaves no entry in the journal is not stopped there when a row of somebody else's was handed in."""
    if actor.own_organization() != campaign.organization_id:
        raise NotFound


def _require_seen(campaign: Campaign, stage: Stage, seen: str) -> None:
    if seen and seen != mark_of(campaign, stage):
        raise EditedMeanwhile


def _locked(campaign: Campaign) -> Campaign:
    """The campaign as it is now; whoever else writes it waits until this transaction ends."""
    whole = Campaign.objects.select_related("company", "organization").prefetch_related(
        "hashtags", "sample_posts"
    )
    return whole.select_for_update(of=("self",)).get(id=campaign.id)


def _with_typed(campaign: Campaign, stage: Stage, typed: Typed) -> Campaign:
    others = {name: kept for name, kept in campaign.unfinished.items() if name != stage.name}
    unfinished = (
        {**others, stage.name: {name: list(texts) for name, texts in typed.items()}} if typed else others
    )
    if unfinished != campaign.unfinished:
        Campaign.objects.filter(id=campaign.id).update(unfinished=unfinished)
    return Campaign.objects.select_related("company", "organization").get(id=campaign.id)


def _draft(campaign: Campaign, emergency: Emergency) -> Draft:
    company = campaign.company_name
    return draft_of(emergency, languages=campaign.languages, event=campaign.event_name, company=company)


def _merged(campaign: Campaign, name: str, new: Draft, ours: Sequence[Draft]) -> dict[str, str]:
    """The new words, but where somebody's own stand."""
    held: Mapping[str, str] = getattr(campaign, name)
    filled: Mapping[str, str] = getattr(new, name)
    return {
        code: filled[code]
        if held.get(code, "") in {"", *(getattr(draft, name)[code] for draft in ours)}
        else held[code]
        for code in campaign.languages
    }


def _merged_samples(campaign: Campaign, new: Draft, ours: Sequence[Draft]) -> list[SampleText]:
    """Somebody's own first, then the new ones, as many as fit."""
    filled = {sample for draft in ours for sample in draft.samples}
    held = [SampleText(row.language, row.text, row.purpose) for row in campaign.sample_posts.all()]
    return [*(sample for sample in held if sample not in filled), *new.samples][:SAMPLES_LIMIT]
