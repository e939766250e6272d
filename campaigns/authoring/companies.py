"""Companies that an organization proposes: its own until staff verified them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.content import CompanyProposal
from campaigns.authoring.facts import is_web_address, one_line
from campaigns.authoring.handles import clean_handles
from campaigns.models import Company
from campaigns.transitions.companies import set_accounts
from candyplatform.base.errors import Forbidden, Invalid, Text

NAME_LIMIT = 100


def propose_company(
    *, organization_id: UUID, proposal: CompanyProposal, actor: Actor, now: datetime
) -> Company:
    """Write down a company that only this organization sees until staff verified it.

    Raises `Invalid` on `company_name`, `company_website`, `handle_<network>`, or `handles` when there is none at all.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(organization_id):
        clean = clean_proposal(proposal)
        company = Company(
            id=uuid4(), name=clean.name, website=clean.website, proposed_by_id=organization_id, created_at=now
        )
        company.save(force_insert=True)
        set_accounts(company, clean.handles)
        _append("company.proposed", company, organization_id, actor, now)
        return company


def revise_proposal(
    *, company: Company, proposal: CompanyProposal, organization_id: UUID, actor: Actor, now: datetime
) -> Company:
    """Change a company this organization proposed, while staff have not verified it. Raises `Forbidden` afterwards."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(organization_id):
        clean = clean_proposal(proposal)
        mine = Company.objects.filter(id=company.id, proposed_by_id=organization_id, verified_at=None)
        if not mine.update(name=clean.name, website=clean.website):
            raise Forbidden(
                _("This company was verified meanwhile and is everybody's now. Choose it from the list.")
            )
        if set_accounts(company, clean.handles) or (company.name, company.website) != (
            clean.name,
            clean.website,
        ):
            _append("company.revised", company, organization_id, actor, now)
        return Company.objects.get(id=company.id)


def clean_proposal(proposal: CompanyProposal) -> CompanyProposal:
    """The proposal as it can be kept; handles without their @. Raises `Invalid` as `propose_company` says."""
    wrong: dict[str, list[Text]] = {}
    handles: Mapping[str, str] = {}
    name, website = one_line(proposal.name), proposal.website.strip()
    if not name or len(name) > NAME_LIMIT:
        wrong["company_name"] = [_("Name the company, in at most %(limit)d letters.") % {"limit": NAME_LIMIT}]
    if website and not is_web_address(website):
        wrong["company_website"] = [_("Give the whole address, like https://example.org.")]
    try:
        handles = clean_handles(proposal.handles)
    except Invalid as error:
        wrong |= error.fields
    else:
        if not handles:
            wrong["handles"] = [_("Give at least one account of the company, so that people can mention it.")]
    if wrong:
        raise Invalid(fields=wrong)
    return CompanyProposal(name, website, handles)


def _append(verb: str, company: Company, organization_id: UUID, actor: Actor, now: datetime) -> None:
    journal.append(verb=verb, subject=company.id, organization_id=organization_id, actor=actor, now=now)
