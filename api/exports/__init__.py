"""Archives of all that an organization has, as resources."""
