"""Posts that were heard, as resources."""
