"""The mail room, with a real mail server on loopback."""

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.test import Client, override_settings

from accounts import mail
from accounts.mail import InlineImage, fold, queue
from accounts.models import OutgoingMail
from accounts.scope import mail_room_scope, mail_scope
from candyplatform.base import clock, work
from candyplatform.base.models import DueWork
from candyplatform.base.retry import delay_after
from candyplatform.base.rls import transaction_settings
from tests.support.due_work import sweep_and_work
from tests.support.smtp import OK, Postbox, postbox

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURE: InlineImage = {
    "cid": "dot@candystorm",
    "type": "image/png",
    "base64": base64.b64encode(DOT).decode(),
}


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as opened:
        yield opened


def queue_letter(now: datetime | None = None, *, discreet: bool = False) -> UUID:
    return queue(
        discreet=discreet,
        recipient="anna@example.org",
        subject="Grüße vom\n EduCamp",
        text="Bitte schön",
        html='<style>p { color: red }</style><p>Bitte schön <img src="cid:dot@candystorm" alt="ein Punkt"></p>',
        headers={"List-Unsubscribe": "<https://example.org/stop>"},
        images=[PICTURE],
        now=now or clock.now(),
    )


def work_row() -> DueWork | None:
    with transaction_settings({"app.reader": "sweeper"}):
        return DueWork.objects.filter(kind="mail.send").first()


def kinds_of_work() -> list[str]:
    with transaction_settings({"app.reader": "sweeper"}):
        return list(DueWork.objects.order_by("kind").values_list("kind", flat=True))


def there(mail_id: UUID) -> bool:
    with mail_scope(mail_id):
        return OutgoingMail.objects.exists()


def sent_mail(mail_id: UUID) -> OutgoingMail:
    with mail_scope(mail_id):
        return OutgoingMail.objects.get()


def part(message: EmailMessage, content_type: str) -> EmailMessage:
    found = [part for part in message.walk() if part.get_content_type() == content_type]
    assert len(found) == 1
    assert isinstance(found[0], EmailMessage)
    return found[0]


@pytest.mark.django_db
def test_send_delivers_text_html_picture_and_headers(box: Postbox) -> None:
    mail_id = queue_letter()

    assert sweep_and_work(kinds=("mail.send",)) == 1

    [message] = box.messages
    assert message["To"] == "anna@example.org"
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    assert message["Subject"] == "Grüße vom EduCamp"
    assert message["Message-ID"] == f"<{mail_id}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://example.org/stop>"
    assert message.get_content_type() == "multipart/related"
    assert part(message, "text/plain").get_content().strip() == "Bitte schön"
    assert '<p style="color: red;">Bitte schön' in part(message, "text/html").get_content()
    picture = part(message, "image/png")
    assert picture.get_content() == DOT
    assert (picture["Content-ID"], picture["Content-Disposition"]) == ("<dot@candystorm>", "inline")


@pytest.mark.django_db
def test_send_forgets_the_content_and_ends_the_work(box: Postbox) -> None:
    mail_id = queue_letter()

    sweep_and_work(kinds=("mail.send",))

    row = sent_mail(mail_id)
    assert row.sent_at is not None
    assert (row.text, row.html, row.images, row.headers) == ("", "", [], {})
    assert work_row() is None


@pytest.mark.django_db
@pytest.mark.parametrize(("discreet", "recipient"), [(False, "anna@example.org"), (True, "")])
@pytest.mark.parametrize("answer", [OK, "550 No such mailbox"])
def test_recipient_of_a_discreet_mail_is_forgotten_with_its_content(
    box: Postbox, answer: str, discreet: bool, recipient: str
) -> None:
    box.answer = answer
    mail_id = queue_letter(discreet=discreet)

    sweep_and_work(kinds=("mail.send",))

    assert sent_mail(mail_id).recipient == recipient


@pytest.mark.django_db
def test_send_repeats_the_very_same_bytes_when_the_server_was_busy(box: Postbox) -> None:
    box.answer = "451 Try again later"
    with time_machine.travel(NOON, tick=False):
        mail_id = queue_letter()
        sweep_and_work(kinds=("mail.send",))
    waiting = work_row()
    assert waiting is not None
    assert waiting.due_at == NOON + timedelta(seconds=10)
    assert waiting.last_error == "SMTPDataError: (451, b'Try again later')"
    assert sent_mail(mail_id).sent_at is None

    box.answer = "250 OK"
    with time_machine.travel(NOON + timedelta(seconds=10), tick=False):
        sweep_and_work(kinds=("mail.send",))

    first, second = box.received
    assert first == second
    assert sent_mail(mail_id).sent_at == NOON + timedelta(seconds=10)


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["to_recipient", "answer"])
def test_send_gives_up_with_the_reason_when_refused_for_good(box: Postbox, where: str) -> None:
    setattr(box, where, "550 No such person here")
    queue_letter()

    sweep_and_work(kinds=("mail.send",))

    row = work_row()
    assert row is not None
    assert row.gave_up_at is not None
    assert row.last_error == "Refused: The mail server refused it for good: 550 No such person here"
    assert sweep_and_work(kinds=("mail.send",), now=clock.now() + timedelta(days=2)) == 0


@pytest.mark.django_db
def test_mail_that_was_refused_for_good_keeps_no_content_and_is_not_sent_empty(box: Postbox) -> None:
    box.answer = "550 No such person here"
    mail_id = queue_letter()
    sweep_and_work(kinds=("mail.send",))
    row = sent_mail(mail_id)
    assert (row.text, row.html, row.images, row.headers, row.sent_at) == ("", "", [], {}, None)

    box.answer = "250 OK"
    given_up = work_row()
    assert given_up
    assert work.retry_given_up(work_id=given_up.pk, now=clock.now())
    box.received.clear()
    assert sweep_and_work(kinds=("mail.send",)) == 1
    assert (box.received, work_row()) == ([], None)


@pytest.mark.django_db
def test_old_mails_go_with_the_work_that_was_given_up(box: Postbox) -> None:
    now = clock.now()
    box.answer = "554 Never"
    refused, old = queue_letter(), queue_letter(now - mail.KEPT - timedelta(hours=1))
    sweep_and_work(kinds=("mail.send",))
    box.answer = "250 OK"
    sent, old_sent = queue_letter(), queue_letter(now - mail.KEPT - timedelta(hours=1))
    sweep_and_work(kinds=("mail.send",))
    assert kinds_of_work() == ["mail.send", "mail.send", "mail.tidy"]
    assert sweep_and_work(kinds=("mail.tidy",), now=now + timedelta(hours=23)) == 0

    assert sweep_and_work(kinds=("mail.tidy",), now=now + timedelta(hours=25)) == 1

    assert [there(mail_id) for mail_id in (refused, sent, old, old_sent)] == [True, True, False, False]
    assert kinds_of_work() == ["mail.send", "mail.tidy"]


@pytest.mark.django_db
def test_young_mails_are_not_thrown_away_even_by_mistake(box: Postbox) -> None:
    mail_id = queue_letter(clock.now() - timedelta(days=6))
    with mail_room_scope():
        assert OutgoingMail.objects.all().delete()[0] == 0
    assert there(mail_id)


@pytest.mark.django_db
def test_send_keeps_trying_while_nobody_answers() -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with (
        override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1),
        time_machine.travel(NOON, tick=False),
    ):
        queue_letter()
        sweep_and_work(kinds=("mail.send",))

    row = work_row()
    assert row is not None
    assert (row.gave_up_at, row.attempts, row.due_at) == (None, 1, NOON + timedelta(seconds=10))
    assert row.last_error == "ConnectionRefusedError: [Errno 111] Connection refused"


def test_patience_lasts_a_day() -> None:
    waits = [delay_after(OSError(), attempts, mail.PATIENCE) for attempts in range(1, 34)]

    assert waits[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert waits[-1] is None
    assert timedelta(hours=24) <= sum((wait for wait in waits if wait), timedelta()) < timedelta(hours=26)


KILLED = """
import django
django.setup()
from tests.support.due_work import sweep_and_work
sweep_and_work(kinds=("mail.send",))
"""


class DeadlyPostbox(Postbox):
    """Takes the message, then kills the process that sent it before it can hear so."""

    victim: subprocess.Popen[bytes] | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if self.victim:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
            self.victim = None
        return answer


def environment_of_a_worker() -> dict[str, str]:
    config = settings.DATABASES["default"]
    host = f"{config['USER']}:{config['PASSWORD']}@" if config["PASSWORD"] else f"{config['USER']}@"
    place = f"?host={config['HOST']}" if str(config["HOST"]).startswith("/") else ""
    address = "" if place else f"{config['HOST']}:{config['PORT'] or 5432}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "candyplatform.settings",
        "DATABASE_URL": f"postgres://{host}{address}/{config['NAME']}{place}",
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }


@pytest.mark.django_db(transaction=True)
def test_worker_killed_after_the_server_took_it_sends_the_same_message_once_more() -> None:
    with postbox(DeadlyPostbox()) as box:
        mail_id = queue_letter()
        root = Path(__file__).resolve().parents[2]
        assert isinstance(box, DeadlyPostbox)
        worker = box.victim = subprocess.Popen(
            [sys.executable, "-c", KILLED], env=environment_of_a_worker(), cwd=root
        )
        assert worker.wait(timeout=60) == -signal.SIGKILL
        assert len(box.received) == 1
        assert sent_mail(mail_id).sent_at is None
        assert sweep_and_work(kinds=("mail.send",)) == 0, "the dead worker's lease must run out first"

        after = clock.now() + mail.SENDING + timedelta(seconds=1)
        assert sweep_and_work(kinds=("mail.send",), now=after) == 1

    first, second = box.received
    assert first == second
    assert sent_mail(mail_id).sent_at is not None
    assert work_row() is None


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("short", "short"),
        ("two\nlines", "two\nlines"),
        ("x" * 1000, "x" * 1000),
        (f"{'a' * 500} {'b' * 500}", f"{'a' * 500}\n{'b' * 500}"),
        (f"{'ä' * 300} {'ö' * 300}", f"{'ä' * 300}\n{'ö' * 300}"),
        (f"{'a' * 449} {'b' * 449} c", f"{'a' * 449} {'b' * 449}\nc"),
    ],
)
def test_fold_breaks_long_lines_at_spaces(line: str, folded: str) -> None:
    assert fold(line) == folded


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de"])
def test_sign_up_confirmation_arrives_and_its_link_confirms(
    client: Client, box: Postbox, language: str
) -> None:
    form = {"email": "anna@example.org", "password1": "please-and-thank-you"}
    response = client.post("/accounts/signup/", form, headers={"accept-language": language})
    assert response.status_code == 302

    assert sweep_and_work(kinds=("mail.send",)) == 1

    [message] = box.messages
    assert message["To"] == "anna@example.org"
    text = part(message, "text/plain").get_content()
    html = part(message, "text/html").get_content()
    [link] = [word for word in text.split() if "confirm-email" in word]
    assert f'href="{link}"' in html
    assert f'lang="{language}"' in html
    assert client.post(link.removeprefix("http://testserver")).status_code == 302
    assert client.session["_auth_user_id"]
