"""Weaker forms of an SQL condition: each part of each AND left out in turn."""

from collections.abc import Iterator


def weaker(condition: str) -> Iterator[str]:
    """Every condition that lacks one conjunct of this one. What stands inside a subquery is left as it is."""
    inner = _bare(condition)
    for word in ("OR", "AND"):
        parts = _split(inner, word)
        if len(parts) == 1:
            continue
        for place, part in enumerate(parts):
            others = parts[:place], parts[place + 1 :]
            if word == "AND":
                yield _joined(word, [*others[0], *others[1]])
            for form in weaker(part):
                yield _joined(word, [*others[0], form, *others[1]])
        return


def _joined(word: str, parts: list[str]) -> str:
    return f" {word} ".join(f"({part})" for part in parts)


def _bare(text: str) -> str:
    """Without the parentheses around all of it."""
    text = text.strip()
    while text.startswith("(") and _end_of(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _end_of(text: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return -1


def _split(text: str, word: str) -> list[str]:
    """The text at each such word that stands in no parentheses."""
    parts, depth, begin, place = [], 0, 0, 0
    wanted = f" {word} "
    while place < len(text):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0 and text.startswith(wanted, place):
            parts.append(text[begin:place])
            begin = place = place + len(wanted)
        else:
            place += 1
    return [*parts, text[begin:]]
