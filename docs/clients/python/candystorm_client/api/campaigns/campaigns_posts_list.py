import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.campaigns_posts_list_kindness import CampaignsPostsListKindness
from ...models.campaigns_posts_list_network import CampaignsPostsListNetwork
from ...models.campaigns_posts_list_role import CampaignsPostsListRole
from ...models.paginated_post_list import PaginatedPostList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    *,
    cursor: str | Unset = UNSET,
    kindness: CampaignsPostsListKindness | Unset = UNSET,
    network: CampaignsPostsListNetwork | Unset = UNSET,
    page_size: int | Unset = 25,
    role: CampaignsPostsListRole | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_kindness: str | Unset = UNSET
    if not isinstance(kindness, Unset):
        json_kindness = kindness.value

    params["kindness"] = json_kindness

    json_network: str | Unset = UNSET
    if not isinstance(network, Unset):
        json_network = network.value

    params["network"] = json_network

    params["page_size"] = page_size

    json_role: str | Unset = UNSET
    if not isinstance(role, Unset):
        json_role = role.value

    params["role"] = json_role

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/{id}/posts/".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedPostList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedPostList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedPostList | Problem]:
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
    kindness: CampaignsPostsListKindness | Unset = UNSET,
    network: CampaignsPostsListNetwork | Unset = UNSET,
    page_size: int | Unset = 25,
    role: CampaignsPostsListRole | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedPostList | Problem]:
    """List a campaign's posts

     The posts that were heard and still stand, the latest first.

    The token needs the scope `campaigns:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        kindness (CampaignsPostsListKindness | Unset):
        network (CampaignsPostsListNetwork | Unset):
        page_size (int | Unset):  Default: 25.
        role (CampaignsPostsListRole | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedPostList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        cursor=cursor,
        kindness=kindness,
        network=network,
        page_size=page_size,
        role=role,
        since=since,
        until=until,
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
    kindness: CampaignsPostsListKindness | Unset = UNSET,
    network: CampaignsPostsListNetwork | Unset = UNSET,
    page_size: int | Unset = 25,
    role: CampaignsPostsListRole | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedPostList | Problem | None:
    """List a campaign's posts

     The posts that were heard and still stand, the latest first.

    The token needs the scope `campaigns:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        kindness (CampaignsPostsListKindness | Unset):
        network (CampaignsPostsListNetwork | Unset):
        page_size (int | Unset):  Default: 25.
        role (CampaignsPostsListRole | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedPostList | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        cursor=cursor,
        kindness=kindness,
        network=network,
        page_size=page_size,
        role=role,
        since=since,
        until=until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    kindness: CampaignsPostsListKindness | Unset = UNSET,
    network: CampaignsPostsListNetwork | Unset = UNSET,
    page_size: int | Unset = 25,
    role: CampaignsPostsListRole | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedPostList | Problem]:
    """List a campaign's posts

     The posts that were heard and still stand, the latest first.

    The token needs the scope `campaigns:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        kindness (CampaignsPostsListKindness | Unset):
        network (CampaignsPostsListNetwork | Unset):
        page_size (int | Unset):  Default: 25.
        role (CampaignsPostsListRole | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedPostList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        cursor=cursor,
        kindness=kindness,
        network=network,
        page_size=page_size,
        role=role,
        since=since,
        until=until,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    kindness: CampaignsPostsListKindness | Unset = UNSET,
    network: CampaignsPostsListNetwork | Unset = UNSET,
    page_size: int | Unset = 25,
    role: CampaignsPostsListRole | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedPostList | Problem | None:
    """List a campaign's posts

     The posts that were heard and still stand, the latest first.

    The token needs the scope `campaigns:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        cursor (str | Unset):
        kindness (CampaignsPostsListKindness | Unset):
        network (CampaignsPostsListNetwork | Unset):
        page_size (int | Unset):  Default: 25.
        role (CampaignsPostsListRole | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedPostList | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            cursor=cursor,
            kindness=kindness,
            network=network,
            page_size=page_size,
            role=role,
            since=since,
            until=until,
            if_none_match=if_none_match,
        )
    ).parsed
