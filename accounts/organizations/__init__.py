"""Organizations: founding one, its settings, and what ends it."""
