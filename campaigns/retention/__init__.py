"""What does not stay: posts and their authors, 90 days after a campaign was closed. Its numbers do."""
