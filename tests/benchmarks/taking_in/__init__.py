"""Parts of `./dev bench ingest`."""
