"""Kindness: rules that flag for a person, and what people then decide."""
