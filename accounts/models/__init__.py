"""What is true of people and organizations."""

from accounts.models.archive import Archive, ArchivePart
from accounts.models.idempotency import IdempotentAnswer
from accounts.models.invitation import Invitation
from accounts.models.journal import JournalEntry, JournalOrigin, JournalRemark
from accounts.models.logo import OrganizationLogo
from accounts.models.mail import OutgoingMail
from accounts.models.organization import Membership, Organization
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = [
    "ApiToken",
    "Archive",
    "ArchivePart",
    "IdempotentAnswer",
    "Invitation",
    "JournalEntry",
    "JournalOrigin",
    "JournalRemark",
    "Membership",
    "Organization",
    "OrganizationLogo",
    "OutgoingMail",
    "User",
]
