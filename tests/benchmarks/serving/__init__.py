"""The platform as the benchmark of pages serves it: with all its middleware, and beside it bare views of the same bytes."""
