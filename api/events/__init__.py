"""Events as resources: of which each belongs to a campaign, and may be kept in step with a page."""
