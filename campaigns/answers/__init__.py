"""What the company said, and how long it took."""
