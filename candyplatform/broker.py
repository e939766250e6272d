"""How Celery reaches the broker that REDIS_URL names."""


def celery_url(redis_url: str) -> str:
    """`redis_url` as Celery spells it: the same for TCP, `redis+socket:///path?virtual_host=0` for `unix:///path?db=0`."""
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
