"""A candystorm in the pretix shop of the event that it is for."""
