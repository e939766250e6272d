"""Who belongs to an organization: invitations, roles, ownership, leaving."""
