"""News from the organizer as resources."""
