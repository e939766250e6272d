"""API tokens: issued once in the clear, kept as a hash, recognized by their shape, replaced and revoked by an owner."""
