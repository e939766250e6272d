"""Mastodon, and what speaks its API."""

from campaigns.networks.mastodon.connector import Mastodon

__all__ = ["Mastodon"]
