"""The mailbox of a development machine."""

import base64
from pathlib import Path

import pytest
from django.core.mail import get_connection
from django.test import Client
from pytest_django import Settings

from accounts.dev_mail import folder
from accounts.mail import message_of
from accounts.models import OutgoingMail
from tests.factories import NOW

PICTURE = base64.b64encode(b"\x89PNG").decode()


def letter(subject: str) -> OutgoingMail:
    return OutgoingMail(
        recipient="anna@example.org",
        subject=subject,
        text="Hallo Änna, http://testserver/accounts/confirm-email/abc/",
        html='<p>Hallo <a href="http://testserver/x/">Änna</a> <img src="cid:dot@candystorm" alt=""></p>',
        images=[{"cid": "dot@candystorm", "type": "image/png", "base64": PICTURE}],
        created_at=NOW,
    )


@pytest.fixture
def mail_dir(tmp_path: Path, settings: Settings) -> Path:
    settings.DEBUG = True
    settings.MAIL_DIR = tmp_path
    backend = "django.core.mail.backends.filebased.EmailBackend"
    for subjects in (["First"], ["Zweite Grüße", "Third"]):
        messages = [message_of(letter(subject)) for subject in subjects]
        get_connection(backend, file_path=str(tmp_path)).send_messages(messages)
    return tmp_path


def test_newest_reads_every_mail_of_every_file(mail_dir: Path) -> None:
    letters = folder.newest(mail_dir)

    assert [letter.subject for letter in letters] == ["Third", "Zweite Grüße", "First"]
    assert {letter.recipient for letter in letters} == {"anna@example.org"}
    assert letters[0].text.strip() == "Hallo Änna, http://testserver/accounts/confirm-email/abc/"
    assert f'<img src="data:image/png;base64,{PICTURE}" alt="">' in letters[0].html


def test_newest_is_bounded_and_knows_a_missing_folder(mail_dir: Path) -> None:
    assert [letter.subject for letter in folder.newest(mail_dir, limit=1)] == ["Third"]
    assert folder.newest(mail_dir / "missing") == []


def test_mailbox_lists_and_opens(client: Client, mail_dir: Path) -> None:
    listed = client.get("/dev/mail/").content.decode()
    key = folder.newest(mail_dir)[1].key
    assert f'<a href="/dev/mail/{key}/">Zweite Grüße</a>' in listed

    response = client.get(f"/dev/mail/{key}/")
    page = response.content.decode()
    assert '<a href="http://testserver/accounts/confirm-email/abc/"' in page
    assert f'<iframe src="/dev/mail/{key}/html/"' in page
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_html_part_is_framed_by_us_runs_nothing_and_leads_out(client: Client, mail_dir: Path) -> None:
    response = client.get(f"/dev/mail/{folder.newest(mail_dir)[0].key}/html/")

    policy = dict(rule.strip().split(" ", 1) for rule in response["Content-Security-Policy"].split(";"))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["script-src"] == "'none'"
    assert policy["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"
    assert response.content.decode().startswith('<base target="_blank">')
    assert f"data:image/png;base64,{PICTURE}" in response.content.decode()


@pytest.mark.parametrize("key", ["missing.log-0", "..%2f..%2fetc%2fpasswd-0", "x"])
def test_unknown_mail_is_not_found(client: Client, mail_dir: Path, key: str) -> None:
    assert client.get(f"/dev/mail/{key}/").status_code == 404


def test_mailbox_is_not_there_without_debug(client: Client, mail_dir: Path, settings: Settings) -> None:
    key = folder.newest(mail_dir)[0].key
    settings.DEBUG = False

    paths = ("/dev/mail/", f"/dev/mail/{key}/", f"/dev/mail/{key}/html/")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
