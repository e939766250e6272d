"""A campaign's numbers as a resource."""
