"""The picture of a campaign's event as a resource."""
