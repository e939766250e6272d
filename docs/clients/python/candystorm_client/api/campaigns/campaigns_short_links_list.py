from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.paginated_short_link_list import PaginatedShortLinkList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    *,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["page"] = page

    params["page_size"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{id}/short-links/".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedShortLinkList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedShortLinkList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedShortLinkList | Problem]:
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
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedShortLinkList | Problem]:
    """List a campaign's short links

     A campaign's short addresses, one for each way by which a link travels, with their clicks. Counted
    without cookies: nobody
    can be followed from one click to another.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedShortLinkList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
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
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedShortLinkList | Problem | None:
    """List a campaign's short links

     A campaign's short addresses, one for each way by which a link travels, with their clicks. Counted
    without cookies: nobody
    can be followed from one click to another.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedShortLinkList | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        page=page,
        page_size=page_size,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedShortLinkList | Problem]:
    """List a campaign's short links

     A campaign's short addresses, one for each way by which a link travels, with their clicks. Counted
    without cookies: nobody
    can be followed from one click to another.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedShortLinkList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        page_size=page_size,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedShortLinkList | Problem | None:
    """List a campaign's short links

     A campaign's short addresses, one for each way by which a link travels, with their clicks. Counted
    without cookies: nobody
    can be followed from one click to another.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedShortLinkList | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            page=page,
            page_size=page_size,
            if_none_match=if_none_match,
        )
    ).parsed
