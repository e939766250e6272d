"""What somebody finds under "Your account": all that guards it, and how it stands."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import User


@dataclass(frozen=True)
class Guards:
    """How an account stands. `waiting_email` is an address that was given and not confirmed yet; "" without one."""

    email: str
    waiting_email: str
    has_app: bool
    passkeys: int
    recovery_codes: int
    recovery_codes_left: int

    @property
    def has_factor(self) -> bool:
        """Whether there is a second factor at all."""
        return self.has_app or self.passkeys > 0


def guards_of(person: User) -> Guards:
    """How the person's account stands, in two queries."""
    waiting = EmailAddress.objects.filter(user=person, verified=False).exclude(email=person.email).first()
    factors = list(Authenticator.objects.filter(user=person))
    codes = next(
        (factor.wrap() for factor in factors if factor.type == Authenticator.Type.RECOVERY_CODES), None
    )
    return Guards(
        email=person.email,
        waiting_email=waiting.email if waiting else "",
        has_app=any(factor.type == Authenticator.Type.TOTP for factor in factors),
        passkeys=sum(factor.type == Authenticator.Type.WEBAUTHN for factor in factors),
        recovery_codes=len(codes.generate_codes()) if codes else 0,
        recovery_codes_left=len(codes.get_unused_codes()) if codes else 0,
    )
