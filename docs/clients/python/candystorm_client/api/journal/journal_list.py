import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ...client import AuthenticatedClient, Client
from ...models.paginated_entry_list import PaginatedEntryList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    since: datetime.datetime | Unset = UNSET,
    subject: str | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    verb: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["page_size"] = page_size

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    params["subject"] = subject

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params["verb"] = verb

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/journal/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedEntryList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedEntryList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedEntryList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    since: datetime.datetime | Unset = UNSET,
    subject: str | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    verb: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedEntryList | Problem]:
    """List the journal

     What happened in the organization, the latest first. It stays for good, and names no person.

    The token needs the scope `journal:read`.

    Args:
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        since (datetime.datetime | Unset):
        subject (str | Unset):
        until (datetime.datetime | Unset):
        verb (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedEntryList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        page_size=page_size,
        since=since,
        subject=subject,
        until=until,
        verb=verb,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    since: datetime.datetime | Unset = UNSET,
    subject: str | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    verb: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedEntryList | Problem | None:
    """List the journal

     What happened in the organization, the latest first. It stays for good, and names no person.

    The token needs the scope `journal:read`.

    Args:
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        since (datetime.datetime | Unset):
        subject (str | Unset):
        until (datetime.datetime | Unset):
        verb (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedEntryList | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        page_size=page_size,
        since=since,
        subject=subject,
        until=until,
        verb=verb,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    since: datetime.datetime | Unset = UNSET,
    subject: str | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    verb: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedEntryList | Problem]:
    """List the journal

     What happened in the organization, the latest first. It stays for good, and names no person.

    The token needs the scope `journal:read`.

    Args:
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        since (datetime.datetime | Unset):
        subject (str | Unset):
        until (datetime.datetime | Unset):
        verb (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedEntryList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        page_size=page_size,
        since=since,
        subject=subject,
        until=until,
        verb=verb,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    since: datetime.datetime | Unset = UNSET,
    subject: str | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    verb: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedEntryList | Problem | None:
    """List the journal

     What happened in the organization, the latest first. It stays for good, and names no person.

    The token needs the scope `journal:read`.

    Args:
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        since (datetime.datetime | Unset):
        subject (str | Unset):
        until (datetime.datetime | Unset):
        verb (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedEntryList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            page_size=page_size,
            since=since,
            subject=subject,
            until=until,
            verb=verb,
            if_none_match=if_none_match,
        )
    ).parsed
