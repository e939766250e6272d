"""What marks things as made for a development machine, so that production can tell."""

# `./dev` begins every key it makes with this.
KEY_PREFIX = "development-"
