"""What an organizer is mailed, and when."""
