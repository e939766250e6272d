"""A stream."""


def sustained(scale: float) -> dict[str, float]:
    return {}
