"""The OpenAPI document as a collection of requests that Postman and Bruno open: one an operation, ready to be sent."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

FILE = "candystorm.postman_collection.json"
_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_ABOUT = """Every operation of the Candystorm API. Set the variables of the collection: `base_url`, a `token` of your organization, and the ids of what the \
requests are about. The `ETag` of each answer is kept in `etag`, for the next request that needs `If-Match`: read first, then change. Each request that changes \
something has an `Idempotency-Key` of its own."""
_KEEP_TAG = (
    'const tag = pm.response.headers.get("ETag");',
    'if (tag) pm.collectionVariables.set("etag", tag);',
)
# Headers that are sent unless somebody turns them off, and with what.
_PREPARED = {"Idempotency-Key": "{{$guid}}", "If-Match": "{{etag}}"}
_JSON = "application/json"
_MARKDOWN = "text/markdown"


def collection(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document as a Postman Collection v2.1."""
    server = document["servers"][0]["url"]
    return {
        "info": {
            "_postman_id": str(uuid5(NAMESPACE_URL, server)),
            "name": document["info"]["title"],
            "description": {"content": _ABOUT, "type": _MARKDOWN},
            "version": document["info"]["version"],
            "schema": _SCHEMA,
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}]},
        "event": [{"listen": "test", "script": {"type": "text/javascript", "exec": list(_KEEP_TAG)}}],
        "variable": [
            {"key": name, "value": server if name == "base_url" else ""} for name in _variables(document)
        ],
        "item": _folders(document),
    }


def address(path: str) -> str:
    """An operation's path with the collection's variables in it: `{id}` of campaigns is `{{campaign}}`."""
    return "/".join(_segments(path))


def _segments(path: str) -> Iterator[str]:
    before = ""
    for part in path.strip("/").split("/"):
        yield f"{{{{{_variable(part, before)}}}}}" if part.startswith("{") else part
        before = part
    yield ""


def _variable(part: str, before: str) -> str:
    """What stands for a part of a path; an `id` is one of what the part before it lists."""
    name = part.strip("{}")
    if name != "id":
        return name
    return f"{before.removesuffix('ies')}y" if before.endswith("ies") else before.removesuffix("s")


def _variables(document: Mapping[str, Any]) -> list[str]:
    found = (part.strip("{}") for path in document["paths"] for part in _segments(path) if part[:2] == "{{")
    return list(dict.fromkeys(["base_url", "token", "etag", *found]))


def _folders(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A folder for each resource, and in it one for each that belongs to it and can be read by itself."""
    tree: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for path, methods in document["paths"].items():
        resource, part = _place(path, document["paths"])
        requests = [_request(path, method, operation) for method, operation in methods.items()]
        tree.setdefault(resource, {}).setdefault(part, []).extend(requests)
    return [{"name": name, "item": [*_within(parts)]} for name, parts in tree.items()]


def _within(parts: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    yield from parts.get("", ())
    yield from ({"name": name, "item": list(items)} for name, items in parts.items() if name)


def _place(path: str, paths: Mapping[str, Any]) -> tuple[str, str]:
    """`campaigns`, `answers` for `/api/v1/campaigns/{id}/answers/{answer}/confirm/`."""
    resource, *rest = path.removeprefix("/api/v1/").strip("/").split("/")
    if len(rest) < 2:  # noqa: PLR2004 - an id, or what is asked of the resource as a whole
        return resource, ""
    own = f"/api/v1/{resource}/{rest[0]}/{rest[1]}/"
    return resource, rest[1] if "get" in paths.get(own, ()) else ""


def _request(path: str, method: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    parameters = operation.get("parameters", ())
    query = [_argument(parameter) for parameter in parameters if parameter["in"] == "query"]
    headers = [_header(parameter) for parameter in parameters if parameter["in"] == "header"]
    request = {
        "method": method.upper(),
        "header": [*headers, {"key": "Accept", "value": _answers_with(operation)}],
        "url": _url(address(path), query),
        "description": {"content": operation.get("description", ""), "type": _MARKDOWN},
        **_body(operation),
    }
    return {"name": operation["summary"], "request": request, "response": []}


def _answers_with(operation: Mapping[str, Any]) -> str:
    """The media type of what it answers: JSON, but for files."""
    kinds = [
        kind
        for code, told in operation["responses"].items()
        if code[0] == "2"
        for kind in told.get("content", {})
    ]
    return _JSON if _JSON in kinds or not kinds else str(kinds[0])


def _url(path: str, query: list[dict[str, Any]]) -> dict[str, Any]:
    sent = "&".join(f"{one['key']}={one['value']}" for one in query if not one.get("disabled"))
    raw = f"{{{{base_url}}}}/{path}" + (f"?{sent}" if sent else "")
    told = {"raw": raw, "host": ["{{base_url}}"], "path": path.split("/")}
    return told | ({"query": query} if query else {})


def _argument(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """A query parameter: turned off, but where it is needed."""
    schema = parameter["schema"]
    words = schema.get("enum") or schema.get("items", {}).get("enum") or schema.get("examples") or [""]
    off = {} if parameter.get("required") else {"disabled": True}
    return {"key": parameter["name"], "value": quote(str(words[0]), safe=""), **_told(parameter), **off}


def _header(parameter: Mapping[str, Any]) -> dict[str, Any]:
    prepared = _PREPARED.get(parameter["name"])
    value = {"value": prepared} if prepared else {"value": "{{etag}}", "disabled": True}
    return {"key": parameter["name"], **value, **_told(parameter)}


def _told(parameter: Mapping[str, Any]) -> dict[str, Any]:
    text = parameter.get("description")
    return {"description": {"content": text, "type": _MARKDOWN}} if text else {}


def _body(operation: Mapping[str, Any]) -> dict[str, Any]:
    contents = operation.get("requestBody", {}).get("content", {})
    if not contents:
        return {}
    raw = json.dumps(contents["application/json"]["example"], indent=2, ensure_ascii=False)
    return {"body": {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}}
