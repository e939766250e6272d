"""The picture of a campaign's event: fetched from where the event was read, or chosen by an organizer."""
