"""Which environment variables the code reads, as its source says."""

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SETTINGS = tuple(
    CHECKOUT / "candyplatform" / f"{name}.py" for name in ("settings", "network_settings", "scheduler")
)
RUNNER = tuple(sorted((CHECKOUT / "candyplatform" / "runner").glob("*.py")))
_READERS = ("env", "_env", "os.environ")


def read_by(*paths: Path) -> dict[str, ast.expr | None]:
    """Each variable that `paths` read, with its default as written, if it has one."""
    return {name: default for path in paths for name, default in _in_tree(ast.parse(path.read_text()))}


def _in_tree(tree: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=reader), args=[ast.Constant(value=str(name)), *_]) if (
                ast.unparse(reader) in _READERS
            ):
                yield name, next((word.value for word in node.keywords if word.arg == "default"), None)
            case ast.Call(func=ast.Name(id="_database"), args=[ast.Constant(value=str(name)), *_]):
                yield name, None
            case ast.Subscript(value=reader, slice=ast.Constant(value=str(name))) if (
                ast.unparse(reader) == "os.environ"
            ):
                yield name, None
            case ast.Compare(left=ast.Constant(value=str(name)), comparators=[reader]) if (
                ast.unparse(reader) == "os.environ"
            ):
                yield name, None
