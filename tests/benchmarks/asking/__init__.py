"""What the benchmark of the API asks, and of how much."""
