"""Coming together: the storm hour, who is reminded of it and thanked after it, and when enough is enough."""
