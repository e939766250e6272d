"""Further ways to pass a campaign on, none of which is a network that we count. Each opens something with a text."""

from urllib.parse import quote


def with_query(address: str, **fields: str) -> str:
    """The address with the fields that are not empty; blanks become `%20`, for `+` is shown as such by some programs."""
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items() if text)
    return f"{address}?{query}" if query else address


def mail_url(*, subject: str, body: str, to: str = "") -> str:
    """A `mailto:` address (RFC 6068); line breaks become CRLF."""
    lines = "\r\n".join(body.splitlines())
    return with_query(f"mailto:{quote(to, safe='@,')}", subject=subject, body=lines)


def whatsapp_url(text: str) -> str:
    return with_query("https://wa.me/", text=text)


def telegram_url(*, url: str, text: str) -> str:
    return with_query("https://t.me/share/url", url=url, text=text)


def linkedin_url(url: str) -> str:
    return with_query("https://www.linkedin.com/sharing/share-offsite/", url=url)


def facebook_url(url: str) -> str:
    """A link only: texts filled in beforehand break Facebook's policy."""
    return with_query("https://www.facebook.com/sharer/sharer.php", u=url)
