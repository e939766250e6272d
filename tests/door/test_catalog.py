"""The source is searched for ways in: a new function that dials, a new field for an address, a new way out fails here
until it stands in `tests/door/entry_points.py` or below, with a reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.door.entry_points import DIALING, KEEPING
from tests.support.environment_variables import CHECKOUT

ROOMS = ("accounts", "api", "campaigns", "candyplatform")
Function = ast.FunctionDef | ast.AsyncFunctionDef

# Public functions that are handed the door, or open it, beside those of DIALING.
PASSING_ON = {
    "api.events.views.EventPage.get": "asks the page that a program names: by reading.event_at",
    "campaigns.authoring.hashtag_use.weigh": "asks the hosts of the settings, by Mastodon.weekly_uses",
    "campaigns.authoring.event_sources.reading.event_in_file": "asks nobody: a file was sent",
    "campaigns.authoring.in_step.looking.look": "looks again where an event was read: by reading.event_at",
    "campaigns.listening.accounts.who_is": "asks the hosts of the settings, by lookup_account",
    "campaigns.listening.polling._paid_page": "asks feeds, whose hosts are the settings': by fetch",
    "campaigns.listening.polling._paid_page.ask": "likewise",
    "campaigns.listening.rereading._read": "likewise, by fetch",
    "campaigns.listening.following.follow_once": "likewise: Mastodon.follow",
    "campaigns.listening.polling._with_targets": "likewise, by refresh",
    "campaigns.listening.refresh._ask": "likewise, by refresh",
    "campaigns.listening.refresh._ask.ask": "likewise",
    "campaigns.listening.said._asked": "asks for the post behind a link that somebody pasted: by find_post",
    "campaigns.listening.said._asked.ask": "likewise",
    "campaigns.listening.servers.measure": "asks a server that somebody named: by measure_text",
    "campaigns.listening.streaming.Consumer.listen_while_wanted": "listens at the settings' hosts: Bluesky.listen",
    "campaigns.webhooks.delivering.deliver": "asks an organization's own tool, by sending.post",
    "campaigns.networks.bluesky.stream.listen": "what Bluesky.listen is",
    "campaigns.networks.bluesky.connector.Bluesky.measure_text": "asks nobody",
    "campaigns.networks.contract": "only says what connectors look like",
    "campaigns.networks.telling": "likewise",
    "campaigns.networks.bluesky.searching.Searcher.fetch": "what Bluesky.fetch of a hashtag is",
    "campaigns.networks.x.connector.X.measure_text": "asks nobody",
    **dict.fromkeys(
        (
            f"campaigns.networks.threads.Threads.{name}"
            for name in ("refresh", "find_post", "lookup_account", "replies", "measure_text")
        ),
        "asks nobody: Threads does not tell",
    ),
}
# Modules that may import what opens connections, and where those lead.
WAYS_OUT = {
    "candyplatform.base.http": "the door",
    "candyplatform.base.dialing": "the door",
    "candyplatform.base.addresses": "the door's resolver",
    "candyplatform.base.websocket": "the door's websockets",
    "candyplatform.base.sse": "the door's event streams",
    "candyplatform.base.limits": "Valkey, at REDIS_URL",
    "accounts.mail": "only errors of the mail server, which Django speaks to, at EMAIL_URL",
    "candyplatform.health": "database and Valkey, at the settings' addresses",
    "candyplatform.healthcheck": "this very container",
    "campaigns.pages.composer": "only an error of the cache",
    "api.kept": "only an error of the cache",
    "campaigns.pages.kept": "only an error of the cache",
    "campaigns.listening.servers": "only an error of the cache",
    "campaigns.authoring.hashtag_use": "only an error of the cache",
    "campaigns.listening.rollup": "a cursor of the connection that Django has opened",
}
DIALERS = {"socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "websockets",
           "smtplib", "ftplib", "telnetlib", "xmlrpc", "redis", "psycopg", "asyncio"}  # fmt: skip
# Development's own programs: they speak to this machine alone, and no production process runs them.
NOT_THE_PRODUCT = ("candyplatform.runner", "campaigns.networks.simulator")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(found for room in ROOMS for found in (CHECKOUT / room).rglob("*.py")):
        name = _name(path)
        if not name.startswith(NOT_THE_PRODUCT) and ".migrations." not in name:
            yield name, ast.parse(path.read_text())


def _name(path: Path) -> str:
    return ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")


def functions(tree: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    """Every function with the names of what it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef):
            name = f"{prefix}.{node.name}"
            if isinstance(node, Function):
                yield name, node
            yield from functions(node, name)


def dials(function: Function) -> bool:
    """Whether the door is handed to it, or it makes one."""
    arguments = [*function.args.args, *function.args.kwonlyargs]
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    makes = any(
        isinstance(call, ast.Name) and call.id in ("door", "door_from_settings", "Door") for call in calls
    )
    return makes or any(argument.arg == "door" for argument in arguments)


def test_every_function_that_dials_is_an_entry_point() -> None:
    found = {
        name
        for module, tree in modules()
        if module != "candyplatform.base.http" and module not in PASSING_ON
        for name, function in functions(tree, module)
        if dials(function) and (not function.name.startswith("_") or "listening" in module)
    }
    tried = {name.partition(" ")[0] for name in DIALING}
    left = {name for name in found - set(PASSING_ON) if ".".join(name.split(".")[-2:]) not in tried}
    assert left == {"campaigns.listening.connectors.door"}


def test_every_way_of_the_door_is_tried() -> None:
    (tree,) = [tree for module, tree in modules() if module == "candyplatform.base.http"]
    (door,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Door"]
    ways = {
        node.name for node in door.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert {f"Door.{way}" for way in ways} <= {name.partition(" ")[0] for name in DIALING}


def test_every_field_for_an_address_is_an_entry_point() -> None:
    fields = {
        f"{module}.{form.name}.{target.id}"
        for module, tree in modules()
        if ".models" not in module
        for form in ast.walk(tree)
        if isinstance(form, ast.ClassDef)
        for line in form.body
        if isinstance(line, ast.Assign) and "URLField(" in ast.unparse(line.value)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    assert fields == {name for name in KEEPING if ".forms." in name or "_forms." in name}


def test_nothing_but_the_door_opens_connections() -> None:
    importing = {module for module, tree in modules() if DIALERS & set(_imported(tree))}
    assert importing == set(WAYS_OUT)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        yield from (part for name in names for part in (name, name.split(".")[0]))
