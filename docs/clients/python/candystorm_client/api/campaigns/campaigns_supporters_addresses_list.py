from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.paginated_address_list import PaginatedAddressList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    *,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["page_size"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{id}/supporters/addresses/".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedAddressList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedAddressList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedAddressList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedAddressList | Problem]:
    """List addresses that supporters share

     The addresses of those supporters who let the organization have theirs, the latest first. Who takes
    that back is gone from
    the list at once: keep in step with it, drop who is no more in it, and write about this event alone.
    That you read them
    stands in the journal.

    The token needs the scope `supporters:addresses`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedAddressList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        cursor=cursor,
        page_size=page_size,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedAddressList | Problem | None:
    """List addresses that supporters share

     The addresses of those supporters who let the organization have theirs, the latest first. Who takes
    that back is gone from
    the list at once: keep in step with it, drop who is no more in it, and write about this event alone.
    That you read them
    stands in the journal.

    The token needs the scope `supporters:addresses`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedAddressList | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        cursor=cursor,
        page_size=page_size,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedAddressList | Problem]:
    """List addresses that supporters share

     The addresses of those supporters who let the organization have theirs, the latest first. Who takes
    that back is gone from
    the list at once: keep in step with it, drop who is no more in it, and write about this event alone.
    That you read them
    stands in the journal.

    The token needs the scope `supporters:addresses`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedAddressList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        cursor=cursor,
        page_size=page_size,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedAddressList | Problem | None:
    """List addresses that supporters share

     The addresses of those supporters who let the organization have theirs, the latest first. Who takes
    that back is gone from
    the list at once: keep in step with it, drop who is no more in it, and write about this event alone.
    That you read them
    stands in the journal.

    The token needs the scope `supporters:addresses`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedAddressList | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            cursor=cursor,
            page_size=page_size,
            if_none_match=if_none_match,
        )
    ).parsed
