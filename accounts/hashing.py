"""What is kept of a secret that we made ourselves and may never be told again."""

import hashlib


def digest_of(secret: str) -> str:
    """Its SHA-256 in hex. Our secrets have 200 random bits and more: they need neither salt nor stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()
