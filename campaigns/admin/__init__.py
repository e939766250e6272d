"""Where staff keep it kind and lawful."""
