"""The corner of the cache that a test process has for itself."""

from django.core.cache import cache


def empty_own_cache() -> None:
    """Forget all that is kept, as if a while had passed. `cache.clear()` would empty the other processes' corners too."""
    store = cache._cache.get_client(write=True)  # type: ignore[attr-defined]  # Redis's own
    for key in store.scan_iter(f"{cache.key_prefix}:*"):
        store.delete(key)
