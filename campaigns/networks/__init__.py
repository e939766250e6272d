"""The outside world: what a network is to us (`contract`), and one module for each network."""
