"""What is true of people and organizations."""

from accounts.models.journal import JournalEntry
from accounts.models.logo import OrganizationLogo
from accounts.models.mail import OutgoingMail
from accounts.models.organization import Membership, Organization
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = [
    "ApiToken",
    "JournalEntry",
    "Membership",
    "Organization",
    "OrganizationLogo",
    "OutgoingMail",
    "User",
]
