"""Bluesky: posts by Jetstream, everything else by the public XRPC API."""

from campaigns.networks.bluesky.connector import Bluesky

__all__ = ["Bluesky"]
