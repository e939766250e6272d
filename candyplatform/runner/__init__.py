"""The one-command runner behind `./dev`: embedded servers, the process tree of `up`, and the checks."""
