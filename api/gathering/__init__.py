"""The storm hour and its supporters as resources."""
