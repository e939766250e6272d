"""A campaign on other people's sites, screens and walls: all of it drawn from one `Face`."""
