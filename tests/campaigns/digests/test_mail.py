"""The digest as it arrives: sent over a real mail server, opened and read."""

from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from tests.campaigns.digests.storm import KINDS, MORNING, company_says, hear_posts, storm, work_at
from tests.factories import NOW
from tests.support.smtp import postbox

pytestmark = pytest.mark.django_db


class Reader(HTMLParser):
    """The addresses, pictures and words of an HTML part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.language = ""
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is shown or led to."""
        found = dict(attrs)
        if tag == "a":
            self.links.append(found["href"] or "")
        elif tag == "img":
            self.pictures.append(found)
        elif tag == "html":
            self.language = found["lang"] or ""

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words.append(data.strip())


def arrive(language: str = "en") -> tuple[EmailMessage, bytes]:
    """A digest of a storm with an answer, taken from the mail server."""
    _membership, campaign = storm(language=language)
    hear_posts(campaign, *range(1, 1400, 60))
    company_says(campaign, at=NOW + timedelta(minutes=58), confirmed=True)
    with postbox() as box:
        work_at(MORNING, *KINDS, "mail.send")
    [message], [raw] = box.messages, box.received
    return message, raw


def content(message: EmailMessage, content_type: str) -> str:
    [found] = [part for part in message.walk() if part.get_content_type() == content_type]
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def test_digest_arrives_with_text_html_and_the_chart() -> None:
    message, _raw = arrive()

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
    ]
    [chart] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert chart["Content-ID"] == "<chart@candystorm>"
    [shown] = Reader(content(message, "text/html")).pictures
    assert shown["src"] == "cid:chart@candystorm"
    assert shown["alt"] == (
        "24 posts from Apr 22, 12:00 to Apr 23, 12:00. Most in one hour: 1, on Apr 22, 12:00. "
        "The company answered on Apr 22, 12:58."
    )


def test_digest_says_in_its_headers_how_to_stop_it() -> None:
    message, raw = arrive()

    assert b"\r\nList-Unsubscribe: <http" in raw, "the link stands on its header's own line"
    link = message["List-Unsubscribe"].strip("<>")
    assert link.startswith("http://localhost:8000/digest/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in Reader(content(message, "text/html")).links
    assert link in content(message, "text/plain")


def test_digest_has_no_line_that_would_be_rewritten() -> None:
    message, raw = arrive()

    assert max(len(line) for line in raw.splitlines()) <= 900
    assert [
        part["Content-Transfer-Encoding"] for part in message.walk() if part.get_content_maintype() == "text"
    ] == [
        "8bit",
        "8bit",
    ]


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "en",
            "A network for the EduCamp: Telekom hilft answered",
            [
                "What to do next",
                "The numbers",
                "16,584",
                "Posts that moved people",
                "Where we listen",
                "Your desk",
            ],
        ),
        (
            "de",
            "Ein Netz für das EduCamp: Telekom hilft hat geantwortet",
            [
                "Was jetzt zu tun ist",
                "Die Zahlen",
                "16.584",
                "Was Menschen bewegt hat",
                "Wo wir zuhören",
                "Dein Schreibtisch",
            ],
        ),
    ],
)
def test_digest_speaks_the_readers_language(language: str, subject: str, words: list[str]) -> None:
    message, _raw = arrive(language)

    html = Reader(content(message, "text/html"))
    assert message["Subject"] == subject
    assert html.language == language
    assert [word for word in words if word not in html.words] == []
    text = content(message, "text/plain")
    assert words[0] in text
    assert words[2] in text
