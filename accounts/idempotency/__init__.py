"""Idempotency keys: a request that is sent twice is done once, and answered the same both times."""
