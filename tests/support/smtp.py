"""A real mail server on loopback that keeps what it is sent."""

from asyncio.base_events import Server
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

OK = "250 Message accepted for delivery"


class Postbox:
    """What was sent, as it came over the wire. `answer` is what the server says to each message, `to_recipient` to each
    address."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.answer = OK
        self.to_recipient = "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages, parsed."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.received]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse a recipient."""
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message, then say what we are told to say."""
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        return self.answer


class _AnyPort(Controller):
    """A controller that lets the system choose a free port."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def postbox(box: Postbox | None = None) -> Iterator[Postbox]:
    """Run the server and let Django send to it."""
    box = box or Postbox()
    controller = _AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    try:
        with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=controller.port):
            yield box
    finally:
        controller.stop()
