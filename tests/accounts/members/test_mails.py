"""What arrives at a real mail server."""

import re
from email.message import EmailMessage

import pytest
from django.conf import settings

from accounts.actors import actor_of
from accounts.members import mails
from accounts.members.operations import change_role
from accounts.models import Membership, OutgoingMail
from accounts.scope import mail_scope
from tests.accounts.members.support import GUEST, mails_queued, seen, send, stranger
from tests.factories import NOW, make_member
from tests.support.due_work import sweep_and_work
from tests.support.smtp import postbox

pytestmark = pytest.mark.django_db(transaction=True)


def delivered() -> list[EmailMessage]:
    with postbox() as box:
        sweep_and_work(kinds=("mail.send",))
        return box.messages


def parts(message: EmailMessage) -> tuple[str, str]:
    """Text and HTML as one line each."""
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    words = re.sub(r"<style.*?</style>|<[^>]+>", " ", str(html.get_content()), flags=re.DOTALL)
    return " ".join(str(text.get_content()).split()), " ".join(words.split())


def test_invitation_says_who_what_and_until_when_in_text_and_html(owner: Membership) -> None:
    send(owner, "unknown@example.org")
    (message,) = delivered()
    assert (message["To"], message["Subject"]) == ("unknown@example.org", "EduCamp Hamburg invites you")
    for part in parts(message):
        assert "Olga invites you to EduCamp Hamburg, to work on its candystorms." in part
        assert "Your role: Editor (write campaigns, confirm answers, look after supporters)." in part
        assert "The link is for unknown@example.org alone" in part
        assert "It is open until 29 April 2013, 12:00." in part
        assert "somebody at EduCamp Hamburg typed in your address" in part
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    links = set(re.findall(r'href="([^"]+/invitations/[^"]+)"', str(html.get_content())))
    (link,) = links
    assert link.startswith(f"{settings.SITE_URL}/desk/invitations/")
    assert link in text.get_content()
    assert seen(link.split("/")[-2]) is not None


def test_invitation_to_an_account_speaks_its_language(owner: Membership) -> None:
    stranger()
    send(owner, role="viewer")
    (message,) = delivered()
    text, html = parts(message)
    assert (message["To"], message["Subject"]) == (GUEST, "EduCamp Hamburg lädt dich ein")
    for part in (text, html):
        assert "Deine Rolle: Nur lesen (Kampagnen und ihre Zahlen sehen, nichts ändern)." in part
        assert "Er gilt bis 29. April 2013, 12:00." in part


def test_link_is_forgotten_here_once_it_is_sent(owner: Membership) -> None:
    send(owner)
    assert "/desk/invitations/" in mails_queued()[0].text
    (queued,) = mails_queued()
    assert len(delivered()) == 1
    with mail_scope(queued.id):
        sent = OutgoingMail.objects.get()
    assert (sent.sent_at is not None, sent.text, sent.html) == (True, "", "")


def test_change_of_role_says_what_the_role_may(owner: Membership) -> None:
    member = make_member(owner.organization, "viewer", stranger())
    change_role(membership_id=member.pk, role="owner", actor=actor_of(owner), now=NOW)
    (message,) = delivered()
    for part in parts(message):
        assert "Deine Rolle: Inhaber:in (alles, auch Mitglieder, Einstellungen und API-Tokens)." in part


def test_name_in_a_subject_adds_no_header(owner: Membership) -> None:
    owner.organization.name = "EduCamp\r\nBcc: all@example.org"
    mails.tell_of_removal(make_member(owner.organization, "viewer"), owner.organization, now=NOW)
    (message,) = delivered()
    assert (message["Bcc"], "Bcc: all@example.org" in message["Subject"]) == (None, True)
