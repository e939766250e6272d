"""Everything that changes an organization itself."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor, actor_of
from accounts.models import Membership, Organization, User
from accounts.reserved import RESERVED_SLUGS
from accounts.roles import Permission, Role
from accounts.scope import organization_scope
from candyplatform.base.errors import Invalid


class SlugTaken(Invalid):
    """Another organization has this short name, or it is kept for the platform."""

    code = "slug_taken"
    message = _("This short name is taken. Try another one, for example with your city or the year.")


def found_organization(
    *, user: User, name: str, slug: str = "", website: str = "", now: datetime
) -> Membership:
    """Found an organization; the founder is its owner. Returns the founder's membership.

    `slug` defaults to the name's. Raises `SlugTaken`, and `Invalid` when the name has no letter or digit to make one of.
    """
    slug = slug or slugify(name)[:50]
    if not slug:
        raise Invalid(fields={"name": [_("Give a name with at least one letter or digit.")]})
    if slug in RESERVED_SLUGS:
        raise SlugTaken(fields={"slug": [SlugTaken.message]})
    organization = Organization(id=uuid4(), name=name.strip(), slug=slug, website=website, created_at=now)
    try:
        with organization_scope(organization.id):
            organization.save(force_insert=True)
            return _open_with_owner(organization, user, now)
    except IntegrityError as error:
        raise SlugTaken(fields={"slug": [SlugTaken.message]}) from error


def _open_with_owner(organization: Organization, user: User, now: datetime) -> Membership:
    membership = Membership.objects.create(
        organization=organization, user=user, role=Role.OWNER, joined_at=now
    )
    journal.append(
        verb="organization.founded",
        subject=organization.id,
        organization_id=organization.id,
        actor=actor_of(membership),
        now=now,
    )
    journal.append(
        verb="membership.joined",
        subject=membership.pk,
        organization_id=organization.id,
        actor=actor_of(membership),
        now=now,
    )
    return membership


def make_public(organization_id: UUID) -> None:
    """Let the organization's name be seen: it has published something. Within its scope."""
    Organization.objects.filter(id=organization_id, is_public=False).update(is_public=True)


def trust(*, organization_id: UUID, trusted: bool, actor: Actor, now: datetime) -> None:
    """Staff let an organization publish without review, or take that back."""
    with organization_scope(organization_id):
        Organization.objects.filter(id=organization_id).update(is_trusted=trusted)
        verb = "organization.trusted" if trusted else "organization.distrusted"
        journal.append(
            verb=verb, subject=organization_id, organization_id=organization_id, actor=actor, now=now
        )


def edit_organization(*, name: str, website: str, actor: Actor, now: datetime) -> None:
    """Give the organization another name or website; owners only. The short name stays: links to its pages hold it.

    The journal tells which fields changed. Raises `Invalid` on `name` when it has no letter or digit.
    """
    actor.require(Permission.EDIT_ORGANIZATION)
    organization_id = actor.own_organization()
    wanted = {"name": " ".join(name.split()), "website": website}
    if not slugify(wanted["name"]):
        raise Invalid(fields={"name": [_("Give a name with at least one letter or digit.")]})
    with organization_scope(organization_id):
        there = Organization.objects.select_for_update(no_key=True).get(id=organization_id)
        changed = [field for field, value in wanted.items() if getattr(there, field) != value]
        if not changed:
            return
        Organization.objects.filter(id=organization_id).update(**wanted)
        journal.append(
            verb="organization.edited",
            subject=organization_id,
            organization_id=organization_id,
            actor=actor,
            now=now,
            details={"fields": changed},
        )
