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


class Channel(TextChoices):
    """By which way a short link traveled: a network's own name, or one of ours. "" is none that we know."""

    MASTODON = Network.MASTODON.value, Network.MASTODON.label
    BLUESKY = Network.BLUESKY.value, Network.BLUESKY.label
    X = Network.X.value, Network.X.label
    THREADS = Network.THREADS.value, Network.THREADS.label
    COPY = "copy", _("Copied text")
    SHARE = "share", _("Shared from a device")
    MAIL = "mail", _("E-mail")
    EMBED = "embed", _("Embedded")
    QR = "qr", _("QR code")
    POSTER = "poster", _("Poster")
    SLIDE = "slide", _("Slide")


class Step(TextChoices):
    """What supporters do that can be counted without knowing them."""

    VISITED = "visited", _("Came by a short link")
    OPENED = "opened", _("Opened the composer")
    CLICKED = "clicked", _("Went on to a network")


class Visitors(TextChoices):
    """Who does it, as far as a request tells."""

    PEOPLE = "people", _("People")
    BOTS = "bots", _("Programs")
    PREFETCH = "prefetch", _("Looked up in advance")


class SaidStatus(TextChoices):
    """What became of a link that somebody left by "I posted it"."""

    WAITING = "waiting", _("Being looked for")
    FOUND = "found", _("Found")
    UNFIT = "unfit", _("Without hashtag or link")
    MISSING = "missing", _("Not found")
    UNSEEN = "unseen", _("Not measured there")


class ReportReason(TextChoices):
    """What is not right, as whoever reports a page says it."""

    UNKIND = "unkind", _("It is unkind, or hounds somebody")
    MISLEADING = "misleading", _("It is false or misleading")
    PRIVATE_PERSON = "private_person", _("It names a private person")
    UNLAWFUL = "unlawful", _("It is unlawful")
    OTHER = "other", _("Something else")


class ReportDecision(TextChoices):
    """What staff decided about a report. "" is none yet."""

    DISMISSED = "dismissed", _("Left as it is")
    UPHELD = "upheld", _("Taken off the stage")
    POST_HIDDEN = "post_hidden", _("Post hidden")


class Language(TextChoices):
    """A language that pages and texts come in."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


class WebhookEvent(TextChoices):
    """What webhooks tell of."""

    SUBMITTED = "campaign.submitted", _("Handed in for review")
    APPROVED = "campaign.approved", _("Approved by staff")
    CHANGES_WANTED = "campaign.changes_wanted", _("Staff want changes")
    PUBLISHED = "campaign.published", _("Went live")
    ANSWERED = "campaign.answered", _("Turned from asking to thanking")
    CLOSED = "campaign.closed", _("Ended")
    SUSPENDED = "campaign.suspended", _("Taken off the stage")
    MILESTONE = "campaign.milestone", _("Reached 1, 10, 50, 100, 500 … posts")
    HOURLY = "metrics.hourly", _("Numbers, every full hour")
    DETECTED = "answer.detected", _("A possible answer was noticed")
    CONFIRMED = "answer.confirmed", _("An answer was confirmed")
    REPORTED = "report.filed", _("Somebody reported the page")


class WebhookPayload(TextChoices):
    """How much a webhook says."""

    THIN = "thin", _("What happened, and where to read more")
    FULL = "full", _("The whole campaign as well")


class WebhookOff(TextChoices):
    """Why an endpoint is off."""

    OWNER = "owner", _("Turned off by hand")
    GONE = "gone", _("Its server said that it is gone (410)")
    FAILING = "failing", _("It failed for ten days")


class DeliveryState(TextChoices):
    """What became of one message to one endpoint."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")


class EventSourceKind(TextChoices):
    """What told an event that was read from a link."""

    PRETIX = "pretix", "pretix"
    PRETALX = "pretalx", "pretalx"
    CALENDAR = "calendar", _("Calendar")
    SCHEMA_ORG = "schema_org", _("Website")
    OPEN_GRAPH = "open_graph", _("Website")


class PictureProblem(TextChoices):
    """Why a picture could not be fetched, in a sentence for the organizer."""

    UNREACHABLE = "unreachable", _("The picture's address does not answer.")
    NOT_PUBLIC = "not_public", _("The picture's address is not on the public internet.")
    NOT_THERE = "not_there", _("There is nothing at the picture's address.")
    TOO_LARGE = "too_large", _("The picture is larger than 5 MB.")
    TOO_MANY_PIXELS = "too_many_pixels", _("The picture has more than 20 million pixels.")
    TOO_SMALL = "too_small", _("The picture is too small to be shown large.")
    NOT_A_PICTURE = "not_a_picture", _("What is at the picture's address is no PNG, JPEG, WebP or GIF.")
    HANDED_IN = "handed_in", _("The campaign was handed in before its picture came.")
