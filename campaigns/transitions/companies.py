"""What staff do to a company, which reaches those who ask it: verifying it, mending what it is called and its accounts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts import journal
from accounts.actors import Actor
from accounts.scope import organization_scope, staff_scope
from campaigns.listening import operations as listening
from campaigns.models import Campaign, Company, CompanyAccount


def verify_company(*, company: Company, actor: Actor, now: datetime) -> Company:
    """Staff found that the company's accounts are its own: from now on every organization may ask it."""
    actor.require_staff()
    with staff_scope():
        if not Company.objects.filter(id=company.id, verified_at=None).update(verified_at=now):
            return company
    if company.proposed_by_id:
        _journal("company.verified", company, company.proposed_by_id, actor, now)
    company.verified_at = now
    return company


def describe_company(*, company: Company, name: str, website: str, actor: Actor, now: datetime) -> bool:
    """Staff mend a company's name and website. Returns whether anything changed.

    Every organization that asks it, or proposed it, finds that in its journal.
    """
    actor.require_staff()
    with staff_scope():
        other = Company.objects.filter(id=company.id).exclude(name=name, website=website)
        if not other.update(name=name, website=website):
            return False
        told = {campaign.organization_id for campaign in _campaigns_asking(company)}
    for organization_id in sorted(told | _proposer(company)):
        _journal("company.revised", company, organization_id, actor, now)
    return True


def limit_volume(*, company: Company, daily_posts: int | None, actor: Actor, now: datetime) -> bool:
    """Staff say how many posts a day all campaigns together send the company; None: as many as the platform says.

    Returns whether that is new. Every organization that asks it, or proposed it, finds it in its journal.
    """
    actor.require_staff()
    with staff_scope():
        other = Company.objects.filter(id=company.id).exclude(daily_posts=daily_posts)
        if not other.update(daily_posts=daily_posts):
            return False
        told = {campaign.organization_id for campaign in _campaigns_asking(company)}
    for organization_id in sorted(told | _proposer(company)):
        _journal("company.volume_changed", company, organization_id, actor, now, daily_posts=daily_posts)
    return True


def change_accounts(*, company: Company, handles: Mapping[str, str], actor: Actor, now: datetime) -> bool:
    """Staff make these the company's accounts: a clean handle by network. Returns whether any changed.

    Campaigns that ask it listen to the new ones from now on; every organization that has such a campaign, or proposed
    the company, finds it in its journal.
    """
    actor.require_staff()
    with staff_scope():
        before = dict(company.accounts.values_list("network", "handle"))
        if not set_accounts(company, handles):
            return False
        # Which networks, not which handles: what is mended may have been a person's, and the journal forgets nothing.
        changed = sorted(name for name in {*before, *handles} if before.get(name) != handles.get(name))
        campaigns = _campaigns_asking(company)
        told = {campaign.organization_id for campaign in campaigns}
        for campaign in campaigns:
            with organization_scope(campaign.organization_id):
                listening.open_feeds(campaign=campaign, now=now)
        for organization_id in sorted(told | _proposer(company)):
            _journal("company.accounts_changed", company, organization_id, actor, now, networks=changed)
    return True


def set_accounts(company: Company, handles: Mapping[str, str]) -> bool:
    """Make the company's accounts these, in a scope that may. Returns whether any changed.

    A handle that stays keeps what was looked up for it.
    """
    before = dict(company.accounts.values_list("network", "handle"))
    changed = [network for network, handle in before.items() if handles.get(network) != handle]
    company.accounts.filter(network__in=changed).delete()
    added = {network: handle for network, handle in handles.items() if before.get(network) != handle}
    CompanyAccount.objects.bulk_create(
        CompanyAccount(company=company, network=network, handle=handle) for network, handle in added.items()
    )
    return bool(changed or added)


def _campaigns_asking(company: Company) -> list[Campaign]:
    return list(Campaign.objects.listening().filter(company=company).select_related("company"))


def _proposer(company: Company) -> set[UUID]:
    return {company.proposed_by_id} if company.proposed_by_id else set()


def _journal(
    verb: str, company: Company, organization_id: UUID, actor: Actor, now: datetime, **details: Any
) -> None:
    with organization_scope(organization_id):
        journal.append(
            verb=verb,
            subject=company.id,
            organization_id=organization_id,
            actor=actor,
            now=now,
            details=details,
        )
