"""An organization as its owners keep it."""
