"""Leaving, and taking along: archives, and the deletion of people and organizations."""
