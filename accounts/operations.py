"""Everything that changes organizations and memberships."""

from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.models import Membership, Organization, User
from accounts.queries import memberships_of
from accounts.reserved import RESERVED_SLUGS
from accounts.roles import Role
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


def actor_of(membership: Membership) -> Actor:
    """The member as the one who acts in their organization."""
    return Actor(
        kind="member",
        organization_id=membership.organization_id,
        user_id=membership.user_id,
        role=membership.role,
        name=str(membership.user),
    )


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


def want_digest(
    *, membership_id: int, organization_id: UUID, wanted: bool, actor: Actor, now: datetime
) -> None:
    """A member turns the daily digest on or off; asking for what is already so changes nothing."""
    with organization_scope(organization_id), transaction.atomic():
        changed = (
            Membership.objects.filter(id=membership_id)
            .exclude(wants_digest=wanted)
            .update(wants_digest=wanted)
        )
        if changed:
            verb = "digest.wanted" if wanted else "digest.declined"
            journal.append(
                verb=verb, subject=membership_id, organization_id=organization_id, actor=actor, now=now
            )


def move_to_time_zone(*, user: User, time_zone: str, now: datetime) -> None:
    """A person's days begin elsewhere from now on. `time_zone` is a name of the IANA database; raises `Invalid`."""
    if time_zone not in available_timezones():
        raise Invalid(fields={"time_zone": [_("Choose a time zone from the list.")]})
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk).exclude(time_zone=time_zone).update(time_zone=time_zone):
            return
        user.time_zone = time_zone
        for membership in memberships_of(user):
            _tell_of_time_zone(membership, now)


def _tell_of_time_zone(membership: Membership, now: datetime) -> None:
    with organization_scope(membership.organization_id):
        journal.append(
            verb="membership.time_zone_changed",
            subject=membership.pk,
            organization_id=membership.organization_id,
            actor=actor_of(membership),
            now=now,
        )
