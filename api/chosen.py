"""Which fields of an answer are wanted: `fields=id,title,links.page`. What is not asked for is neither made nor sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

from api.errors import InvalidParameters
from api.fields import LanguageMapField

# What such an answer calls itself: the document says of it what may be missing, and of all others that nothing is.
CHOSEN_TYPE = "application/json; fields=chosen"


class Chosen(dict[str, "Chosen"]):
    """The fields that are wanted, each with what is wanted of it. Without any, all of them."""

    def wants(self, *names: str) -> bool:
        """Whether one of these is wanted."""
        return not self or any(name in self for name in names)


EVERYTHING = Chosen()


def read_fields(text: str, kind: type[BaseSerializer[Any]]) -> Chosen:
    """The fields that `fields=` names, of those that answers of this kind have. Raises `InvalidParameters`."""
    whole, unknown = kind(), []
    paths = [path.strip().split(".") for path in text.split(",")]
    for path in paths:
        known = _known_beside(whole, path)
        if known is not None:
            unknown.append(_unknown(".".join(path), known))
    if unknown:
        raise InvalidParameters({"fields": unknown})
    return _tree(paths)


def choose(field: object, chosen: Chosen) -> None:
    """Leave in a serializer what is wanted of it."""
    if isinstance(field, LanguageMapField):
        field.languages = [name for name in field.languages if chosen.wants(name)]
        return
    inner = _inner(field)
    for name in list(inner) if chosen else ():
        if name in chosen:
            choose(inner[name], chosen[name])
        else:
            del inner[name]  # type: ignore[attr-defined]  # DRF's own mapping, of each instance


def _tree(paths: Iterable[list[str]]) -> Chosen:
    """Names as a tree. The whole of a field is more than a part of it, whichever is named first."""
    tree = Chosen()
    for path in sorted(paths, key=len):
        _add(tree, path)
    return tree


def _add(tree: Chosen, path: list[str]) -> None:
    name, *rest = path
    is_whole = name in tree and not tree[name]
    if not is_whole:
        inner = tree.setdefault(name, Chosen())
        if rest:
            _add(inner, rest)


def _inner(field: object) -> Mapping[str, object]:
    """The fields within one."""
    if isinstance(field, ListSerializer):
        return _inner(field.child)
    if isinstance(field, LanguageMapField):
        return dict.fromkeys(field.languages)
    return field.fields if isinstance(field, Serializer) else {}


def _known_beside(field: object, path: list[str]) -> Iterable[str] | None:
    """The names that there are where a path leaves what is known; None where all of it is known."""
    for step in path:
        inner = _inner(field)
        if step not in inner:
            return inner
        field = inner[step]
    return None


def _unknown(path: str, known: Iterable[str]) -> ErrorDetail:
    text = _("There is no field %(path)s here. Known are: %(names)s.") % {
        "path": path,
        "names": ", ".join(known) or _("none"),
    }
    return ErrorDetail(text, code="unknown_field")
