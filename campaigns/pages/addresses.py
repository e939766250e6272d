"""Addresses that others wrote."""


def web_address(address: str) -> str:
    """The address when it is one of the web, else "": what others wrote never becomes a link that runs code."""
    return address if address.lower().startswith(("https://", "http://")) else ""
