"""The mail room: every e-mail is a row first, and the same message at every try."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.mime.image import MIMEImage
from email.utils import format_datetime
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from accounts.models import OutgoingMail
from accounts.scope import mail_scope
from candyplatform.base import clock, work


class InlineImage(TypedDict):
    """A picture that the HTML shows as `cid:…`: its content id, media type and base64 content."""

    cid: str
    type: str
    base64: str


def queue(
    *,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    now: datetime,
    headers: Mapping[str, str] | None = None,
    images: Sequence[InlineImage] = (),
) -> UUID:
    """Write one e-mail down in the running transaction; a worker sends it within seconds of the commit.

    Returns its id, which is also in its Message-ID.
    """
    mail = OutgoingMail(
        recipient=recipient,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        headers=dict(headers or {}),
        images=list(images),
        created_at=now,
    )
    mail.save(force_insert=True)
    work.put(kind="mail.send", key=mail.id, due_at=now)
    return mail.id


def send(job: work.Job) -> datetime | None:
    """Send one queued e-mail. The row is claimed, the network is talked to outside any transaction, then it is recorded."""
    mail_id = UUID(job.key)
    with mail_scope(mail_id):
        mail = OutgoingMail.objects.filter(sent_at=None).first()
    if mail is None:
        return None
    message_of(mail).send()
    with mail_scope(mail_id):
        OutgoingMail.objects.filter(id=mail_id).update(sent_at=clock.now(), text="", html="", images=[])
    return None


SENDING = timedelta(seconds=60)


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message as it goes out: text, HTML and the pictures it shows."""
    headers = {"Message-ID": mail.message_id, "Date": format_datetime(mail.created_at), **mail.headers}
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient], headers=headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for image in mail.images:
        part = MIMEImage(base64.b64decode(image["base64"]), _subtype=image["type"].split("/")[1])
        part.add_header("Content-ID", f"<{image['cid']}>")
        part.add_header("Content-Disposition", "inline")
        message.attach(part)
    return message
