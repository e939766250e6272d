"""Campaigns as resources."""
