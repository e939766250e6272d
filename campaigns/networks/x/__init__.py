"""X: counts of posts, or the posts themselves, within a daily budget."""

from campaigns.networks.x.connector import X

__all__ = ["X"]
