"""What there is to choose from: the closed vocabularies of the domain."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Network(TextChoices):
    """A social network. Its name is a proper name and is not translated."""

    MASTODON = "mastodon", "Mastodon"
    BLUESKY = "bluesky", "Bluesky"
    X = "x", "X"
    THREADS = "threads", "Threads"


class CampaignState(TextChoices):
    """Where a campaign stands; `campaigns.lifecycle` says what may follow."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    SUSPENDED = "suspended", _("Suspended")


class Outcome(TextChoices):
    """How a closed campaign ended."""

    FULFILLED = "fulfilled", _("Fulfilled")
    PARTLY = "partly", _("Partly fulfilled")
    DECLINED = "declined", _("Declined")
    UNANSWERED = "unanswered", _("Unanswered")


class AnswerKind(TextChoices):
    """What the company's reaction amounts to."""

    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    PROMISED = "promised", _("Promised")
    FULFILLED = "fulfilled", _("Fulfilled")
    DECLINED = "declined", _("Declined")


class AnswerStatus(TextChoices):
    """Whether a person has looked at an answer candidate."""

    CANDIDATE = "candidate", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Not an answer")


class SamplePurpose(TextChoices):
    """What a sample post is for: before the answer, or after it."""

    ASK = "ask", _("Ask")
    THANK = "thank", _("Say thank you")


class PostRole(TextChoices):
    """In which role a post takes part: only a supporter's counts."""

    SUPPORTER = "supporter", _("Supporter")
    COMPANY = "company", _("Company")
    BOT = "bot", _("Bot")


class Kindness(TextChoices):
    """What the kindness check, or a person after it, says of a post."""

    UNCHECKED = "unchecked", _("Not checked yet")
    FRIENDLY = "friendly", _("Friendly")
    FLAGGED = "flagged", _("To be looked at")
    HIDDEN = "hidden", _("Hidden")


class Language(TextChoices):
    """A language that pages and texts come in."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"
