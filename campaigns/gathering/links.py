"""The signed links in supporters' mails: who holds one may confirm or delete that one address, and nothing else."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from campaigns.models import Supporter

# Never runs out: whoever finds an old mail can still leave.
_signer = Signer(salt="campaigns.gathering.supporter")


@dataclass(frozen=True)
class Holder:
    """Whom a link speaks for."""

    organization_id: UUID
    supporter_id: int


def confirm_url(supporter: Supporter, *, shares: bool = False) -> str:
    """Where the address is confirmed; and, from a mail that `shares` was asked of, that the organization may have it."""
    return _url("reminder_confirm_sharing" if shares else "reminder_confirm", supporter)


def leave_url(supporter: Supporter) -> str:
    """Where mail programs and people have the address deleted."""
    return _url("reminder_leave", supporter)


def sharing_url(supporter: Supporter) -> str:
    """Where it is taken back that the organization may have the address."""
    return _url("reminder_sharing", supporter)


def holder_of(token: str) -> Holder | None:
    """Whom the link speaks for; None when it is not ours."""
    try:
        organization, _, supporter = _signer.unsign(token).partition("-")
    except BadSignature:
        return None
    return Holder(UUID(organization), int(supporter))


def _url(name: str, supporter: Supporter) -> str:
    token = _signer.sign(f"{supporter.organization_id.hex}-{supporter.pk}")
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"
