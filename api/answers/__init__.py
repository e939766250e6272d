"""A company's answers as resources."""
