"""Short links and their clicks as resources."""
