"""The signed link under each digest: who holds it may turn that one membership's digest off, or on again, and nothing else."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.preferences import want_digest
from accounts.scope import organization_scope
from candyplatform.base import clock

# Never runs out: whoever finds an old digest can still stop the next one.
_signer = Signer(salt="campaigns.digests.unsubscribe")


def link_for(membership: Membership) -> str:
    """The address that mail programs and people unsubscribe at."""
    token = _signer.sign(f"{membership.organization_id.hex}-{membership.pk}")
    return f"{settings.SITE_URL}{reverse('digest_unsubscribe', args=[token])}"


def membership_of(token: str) -> Membership | None:
    """The membership that the link speaks for; None when the link is not ours or the membership is gone."""
    try:
        organization, _, member = _signer.unsign(token).partition("-")
    except BadSignature:
        return None
    with organization_scope(UUID(organization)):
        found = Membership.objects.select_related("user", "organization").filter(id=int(member))
        return found.first()


def set_wanted(membership: Membership, *, wanted: bool) -> None:
    """Turn the digest off or on, in the member's own name."""
    want_digest(
        membership_id=membership.pk,
        organization_id=membership.organization_id,
        wanted=wanted,
        actor=actor_of(membership),
        now=clock.now(),
    )
    membership.wants_digest = wanted
