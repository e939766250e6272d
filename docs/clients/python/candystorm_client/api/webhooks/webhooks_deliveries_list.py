from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.paginated_delivery_list import PaginatedDeliveryList
from ...models.problem import Problem
from ...models.webhooks_deliveries_list_state import WebhooksDeliveriesListState
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: UUID,
    *,
    cursor: str | Unset = UNSET,
    event: str | Unset = UNSET,
    page_size: int | Unset = 25,
    state: WebhooksDeliveriesListState | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["event"] = event

    params["page_size"] = page_size

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/webhooks/{id}/deliveries/".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedDeliveryList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedDeliveryList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedDeliveryList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    event: str | Unset = UNSET,
    page_size: int | Unset = 25,
    state: WebhooksDeliveriesListState | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedDeliveryList | Problem]:
    """List a webhook's messages

     What a webhook was sent in the last 30 days, the latest first: each message with its tries.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        cursor (str | Unset):
        event (str | Unset):
        page_size (int | Unset):  Default: 25.
        state (WebhooksDeliveriesListState | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedDeliveryList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        cursor=cursor,
        event=event,
        page_size=page_size,
        state=state,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    event: str | Unset = UNSET,
    page_size: int | Unset = 25,
    state: WebhooksDeliveriesListState | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedDeliveryList | Problem | None:
    """List a webhook's messages

     What a webhook was sent in the last 30 days, the latest first: each message with its tries.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        cursor (str | Unset):
        event (str | Unset):
        page_size (int | Unset):  Default: 25.
        state (WebhooksDeliveriesListState | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedDeliveryList | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        cursor=cursor,
        event=event,
        page_size=page_size,
        state=state,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    event: str | Unset = UNSET,
    page_size: int | Unset = 25,
    state: WebhooksDeliveriesListState | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedDeliveryList | Problem]:
    """List a webhook's messages

     What a webhook was sent in the last 30 days, the latest first: each message with its tries.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        cursor (str | Unset):
        event (str | Unset):
        page_size (int | Unset):  Default: 25.
        state (WebhooksDeliveriesListState | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedDeliveryList | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        cursor=cursor,
        event=event,
        page_size=page_size,
        state=state,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    event: str | Unset = UNSET,
    page_size: int | Unset = 25,
    state: WebhooksDeliveriesListState | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedDeliveryList | Problem | None:
    """List a webhook's messages

     What a webhook was sent in the last 30 days, the latest first: each message with its tries.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        cursor (str | Unset):
        event (str | Unset):
        page_size (int | Unset):  Default: 25.
        state (WebhooksDeliveriesListState | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedDeliveryList | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            cursor=cursor,
            event=event,
            page_size=page_size,
            state=state,
            if_none_match=if_none_match,
        )
    ).parsed
