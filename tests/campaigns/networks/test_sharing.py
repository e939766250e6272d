"""Addresses that carry a text with them."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from campaigns.networks import sharing


def test_mail_url_writes_blanks_and_lines_as_mail_programs_read_them() -> None:
    url = sharing.mail_url(subject="Ein Wunsch & mehr", body="Hallo + Gruß\nhttps://c.example/?a=b")
    assert url == (
        "mailto:?subject=Ein%20Wunsch%20%26%20mehr&body=Hallo%20%2B%20Gru%C3%9F%0D%0Ahttps%3A%2F%2Fc.example%2F%3Fa%3Db"
    )


def test_mail_url_takes_an_address() -> None:
    assert sharing.mail_url(to="a+b@c.example", subject="x", body="") == "mailto:a%2Bb@c.example?subject=x"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_with_query_is_read_back_as_written(text: str) -> None:
    url = sharing.with_query("https://c.example/", text=text, empty="")
    assert "+" not in url
    assert parse_qs(urlsplit(url).query, keep_blank_values=True) == {"text": [text]}
