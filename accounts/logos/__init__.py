"""The picture that stands beside an organization's name."""
