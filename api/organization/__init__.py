"""The organization, its members and its journal as resources."""
