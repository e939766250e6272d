"""What a token looks like: told from any other text without asking the database, by us and by secret scanners."""

import re
import secrets
import string
import zlib

START = "candy_"
PREFIX_LENGTH = 12
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM_LENGTH = 34  # 202 bits
_CHECKSUM_LENGTH = 6  # a CRC-32 in base 62
_SHAPE = re.compile(rf"{START}[0-9A-Za-z]{{{_RANDOM_LENGTH}}}_[0-9A-Za-z]{{{_CHECKSUM_LENGTH}}}")


def new_secret() -> str:
    """A secret that nobody had before."""
    body = START + "".join(secrets.choice(_DIGITS) for _ in range(_RANDOM_LENGTH))
    return f"{body}_{_checksum(body)}"


def looks_like_token(text: str) -> bool:
    """Whether the text has a token's shape, checksum included: no need to ask the database about anything else.

    The shape is for secret scanners too: `candy_`, 34 letters or digits, `_`, and the CRC-32 of all before that `_` in
    base 62 with 6 digits (0-9, A-Z, a-z).
    """
    if not _SHAPE.fullmatch(text):
        return False
    body, _underscore, checksum = text.rpartition("_")
    return secrets.compare_digest(_checksum(body), checksum)


def tokens_in(text: str) -> list[str]:
    """Every token in a longer text, in its order."""
    return [found for found in _SHAPE.findall(text) if looks_like_token(found)]


def _checksum(body: str) -> str:
    rest, digits = zlib.crc32(body.encode()), []
    for _place in range(_CHECKSUM_LENGTH):
        rest, digit = divmod(rest, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
