"""Telling an organization's own tools what happened: signed, in order, until they have it."""
