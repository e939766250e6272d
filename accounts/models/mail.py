"""Mail that waits to be sent."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models

from accounts.scope import ScopedManager


class OutgoingMail(models.Model):
    """One e-mail to one person, exactly as it is to be sent: sent again, it is the same message with the same id.

    `headers` is a JSON object of further headers; `images` a list of {"cid", "type", "base64"} that the HTML shows.
    The recipient of a discreet mail is forgotten with its content. Its content can be read only by naming its id (`mail_scope`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.EmailField(blank=True)
    is_discreet = models.BooleanField(default=False)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    images = models.JSONField(default=list)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = ScopedManager["OutgoingMail"]()

    @property
    def message_id(self) -> str:
        """The Message-ID, the same at every try."""
        return f"<{self.id}@{urlsplit(settings.SITE_URL).hostname}>"
