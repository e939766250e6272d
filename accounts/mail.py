"""The mail room: every e-mail is a row first, and the same message at every try.

A worker that is killed after the mail server took the message, and before that was recorded, sends it once more: byte for
byte the same, with the same Message-ID, so that mail programs that know it show it once. That is the price of never
losing one.
"""

import base64
import smtplib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.mime.image import MIMEImage
from email.utils import format_datetime
from typing import Any, TypedDict
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Case, EmailField, F, QuerySet, Value, When

from accounts.models import OutgoingMail
from accounts.scope import mail_room_scope, mail_scope
from candyplatform.base import clock, work
from candyplatform.base.retry import Retry

# The slowest mail server that still answers takes less; a worker that dies leaves the mail to another one after it.
SENDING = timedelta(seconds=120)
# 10 s, 20 s, … 1 h, 1 h: for a little more than a day.
PATIENCE = Retry(first=timedelta(seconds=10), longest=timedelta(hours=1), attempts=33)
# How long a mail's row stays, whatever became of it: longer than it is tried, and than somebody takes to look.
KEPT = timedelta(days=7)
TIDYING = timedelta(days=1)
SEND, TIDY = "mail.send", "mail.tidy"
# Longer lines would force quoted-printable on the whole part (RFC 5322 allows 998 octets).
LONGEST_LINE = 900
_NEVER = range(500, 600)
_KEPT_RECIPIENT = Case(
    When(is_discreet=True, then=Value("")), default=F("recipient"), output_field=EmailField()
)
# Many mail programs read style attributes only; media queries (dark mode) stay for those that know them.
_inliner = CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


class InlineImage(TypedDict):
    """A picture that the HTML shows as `cid:…`: its content id, media type and base64 content."""

    cid: str
    type: str
    base64: str


class Refused(Exception):  # noqa: N818 - read as a sentence
    """The mail server will never take this mail for this recipient; the message says what it answered."""

    is_final = True


def queue(
    *,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    now: datetime,
    headers: Mapping[str, str] | None = None,
    images: Sequence[InlineImage] = (),
    key: str = "",
    discreet: bool = False,
) -> UUID:
    """Write one e-mail down in the running transaction; a worker sends it within seconds of the commit.

    Returns its id, which is also in its Message-ID. Mails of one `key` are one mail: queued again, it is not sent again.
    Of a `discreet` one not even the recipient is known once it is sent, or refused for good.
    """
    mail = OutgoingMail(
        id=uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/{key}") if key else uuid4(),
        recipient=recipient,
        subject=" ".join(subject.split())[:250],
        text=fold(text),
        html=fold(_inliner.inline(html)) if html else "",
        headers=dict(headers or {}),
        images=list(images),
        is_discreet=discreet,
        created_at=now,
    )
    with transaction.atomic():
        QuerySet[OutgoingMail](OutgoingMail).bulk_create(
            [mail], ignore_conflicts=bool(key)
        )  # outside any scope, too: anybody may queue
        work.put(kind=SEND, key=mail.id, due_at=now)
        work.ensure(kind=TIDY, key="", due_at=now + TIDYING)
    return mail.id


def fold(content: str) -> str:
    """Break lines of more than `LONGEST_LINE` octets at spaces, which means the same in text and in HTML."""
    return "\n".join(part for line in content.splitlines() for part in _parts(line))


def _parts(line: str) -> list[str]:
    if len(line.encode()) <= LONGEST_LINE:
        return [line]
    parts, part, size = [], list[str](), 0
    for word in line.split(" "):
        octets = len(word.encode()) + 1
        if part and size + octets > LONGEST_LINE:
            parts.append(" ".join(part))
            part, size = [], 0
        part.append(word)
        size += octets
    return [*parts, " ".join(part)]


def send(job: work.Job) -> datetime | None:
    """Send one queued e-mail: read it, talk to the mail server outside any transaction, record it, forget its content.

    Raises `Refused` when trying again cannot help, and whatever the mail server's connection raised otherwise.
    """
    mail_id = UUID(job.key)
    with mail_scope(mail_id):
        mail = OutgoingMail.objects.filter(sent_at=None).exclude(text="").first()
    if mail is None:
        return None
    try:
        _hand_over(message_of(mail))
    except Refused:
        _forget_content(mail_id)
        raise
    _forget_content(mail_id, sent_at=clock.now())
    return None


def _forget_content(mail_id: UUID, *, sent_at: datetime | None = None) -> None:
    """The links in a mail are its reader's; nobody needs them here once it is sent, or never will be."""
    with mail_scope(mail_id):
        mail = OutgoingMail.objects.filter(id=mail_id)
        mail.update(sent_at=sent_at, text="", html="", images=[], headers={}, recipient=_KEPT_RECIPIENT)


def tidy(job: work.Job) -> datetime:
    """Throw away mails older than `KEPT`, with what was given up of them. Returns when to do so again."""
    now = clock.now()
    with mail_room_scope():
        old = OutgoingMail.objects.filter(created_at__lt=now - KEPT)
        unsent = list(old.filter(sent_at=None).values_list("id", flat=True))
        old.delete()
        for mail_id in unsent:
            work.drop(kind=SEND, key=mail_id)
    return now + TIDYING


def _hand_over(message: "Message") -> None:
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        _give_up_on(code, answer, error)
        raise
    except smtplib.SMTPDataError as error:
        _give_up_on(error.smtp_code, error.smtp_error, error)
        raise


def _give_up_on(code: int, answer: bytes | str, error: Exception) -> None:
    """5xx about the recipient or the content is final; about us (log in, sender) it is somebody's to mend meanwhile."""
    if code in _NEVER:
        said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        raise Refused(f"The mail server refused it for good: {code} {said}") from error


class Message(EmailMultiAlternatives):
    """A message whose bytes are the same whenever it is made: its boundaries come from its key, not from chance."""

    mixed_subtype = "related"
    key = ""

    def message(self, **options: Any) -> Any:
        """The MIME message, as Django's backends ask for it."""
        made = super().message(**options)
        made.policy = made.policy.clone(
            max_line_length=LONGEST_LINE
        )  # no link in a header is cut from its name
        for number, part in enumerate(made.walk()):
            if part.is_multipart():
                part.set_boundary(f"==={self.key}-{number}===")
        return made


def message_of(mail: OutgoingMail) -> Message:
    """The message as it goes out: text, HTML and the pictures it shows."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
        **mail.headers,
    }
    message = Message(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient], headers=headers)
    message.key = mail.id.hex
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for image in mail.images:
        part = MIMEImage(base64.b64decode(image["base64"]), _subtype=image["type"].split("/")[1])
        part.add_header("Content-ID", f"<{image['cid']}>")
        part.add_header("Content-Disposition", "inline")
        message.attach(part)
    return message
