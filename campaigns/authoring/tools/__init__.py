"""Event tools that an organization has given us a token for: what their pages do not tell everybody, their APIs tell us."""
