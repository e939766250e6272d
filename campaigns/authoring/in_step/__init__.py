"""A campaign's event kept in step with the page that it was read from: looked at again, and offered, never changed by itself."""
