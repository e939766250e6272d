"""Webhooks as resources, and what their messages say."""
