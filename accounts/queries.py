"""Reads about people and organizations."""

from accounts.models import Membership, User
from accounts.scope import person_scope


def memberships_of(user: User) -> list[Membership]:
    """The person's memberships with their organizations, by the organization's name."""
    with person_scope(user.pk):
        return list(Membership.objects.select_related("organization", "user").order_by("organization__name"))


def membership_in(user: User, slug: str) -> Membership | None:
    """The person's membership in the organization of that short name; None when there is none."""
    with person_scope(user.pk):
        return (
            Membership.objects.select_related("organization", "user").filter(organization__slug=slug).first()
        )
