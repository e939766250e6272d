"""Campaigns of event tools: known by what the tool calls the event, so that telling of it twice makes one."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection

from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.content import CampaignFacts, CompanyProposal, ExternalRef, SampleText
from campaigns.authoring.operations import create_campaign, revise_campaign
from campaigns.models import Campaign


def put_campaign(
    *,
    organization_id: UUID,
    external_ref: ExternalRef,
    facts: CampaignFacts,
    hashtags: Iterable[str] | None = None,
    sample_posts: Iterable[SampleText] | None = None,
    proposal: CompanyProposal | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[Campaign, bool]:
    """Start a draft that is known by `external_ref`; or, where the organization has one, revise it.

    Returns it, and whether it is new. Who says the same reference at the same moment waits for the first. Raises as
    `create_campaign` and `revise_campaign` do.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    by: dict[str, Any] = {"proposal": proposal, "actor": actor, "now": now}
    with organization_scope(organization_id):
        _wait_for_turn(organization_id, external_ref)
        known = _known(external_ref)
        if known:
            revised = revise_campaign(
                campaign=known, facts=facts, hashtags=hashtags, sample_posts=sample_posts, **by
            )
            return revised, False
        made = create_campaign(
            organization_id=organization_id,
            facts=cast("CampaignFacts", {**facts, **_columns(external_ref)}),
            hashtags=hashtags or (),
            sample_posts=sample_posts or (),
            **by,
        )
        return made, True


def _columns(ref: ExternalRef) -> dict[str, str]:
    return {f"external_{name}": value for name, value in asdict(ref).items()}


def _known(ref: ExternalRef) -> Campaign | None:
    return Campaign.objects.select_related("organization", "company").filter(**_columns(ref)).first()


def _wait_for_turn(organization_id: UUID, ref: ExternalRef) -> None:
    """Until this transaction ends nobody else looks the reference up."""
    name = "\n".join([str(organization_id), *_columns(ref).values()])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
