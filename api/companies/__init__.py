"""Companies that can be asked, as resources."""
