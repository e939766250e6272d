"""Addresses that carry a text with them: a mail, and what the networks' composers are opened by."""

from urllib.parse import quote


def with_query(address: str, **fields: str) -> str:
    """The address with the fields that are not empty; blanks become `%20`, for `+` is shown as such by some programs."""
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items() if text)
    return f"{address}?{query}" if query else address


def mail_url(*, subject: str, body: str, to: str = "") -> str:
    """A `mailto:` address (RFC 6068); line breaks become CRLF."""
    lines = "\r\n".join(body.splitlines())
    return with_query(f"mailto:{quote(to, safe='@,')}", subject=subject, body=lines)
