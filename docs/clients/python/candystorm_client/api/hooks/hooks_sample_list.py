from http import HTTPStatus
from typing import Any, cast

import httpx

from ...client import AuthenticatedClient, Client
from ...models.hooks_sample_list_event import HooksSampleListEvent
from ...models.message import Message
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    event: HooksSampleListEvent,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_event = event.value
    params["event"] = json_event

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/hooks/sample/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Problem | list[Message]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = Message.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | Problem | list[Message]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    event: HooksSampleListEvent,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Problem | list[Message]]:
    """See sample messages

     One message about the organization's latest campaign, as if it had just happened, to set fields up
    with; none while there
    is no campaign.

    The token needs the scope `webhooks:write`.

    Args:
        event (HooksSampleListEvent):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem | list[Message]]
    """

    kwargs = _get_kwargs(
        event=event,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    event: HooksSampleListEvent,
    if_none_match: str | Unset = UNSET,
) -> Any | Problem | list[Message] | None:
    """See sample messages

     One message about the organization's latest campaign, as if it had just happened, to set fields up
    with; none while there
    is no campaign.

    The token needs the scope `webhooks:write`.

    Args:
        event (HooksSampleListEvent):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem | list[Message]
    """

    return sync_detailed(
        client=client,
        event=event,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    event: HooksSampleListEvent,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Problem | list[Message]]:
    """See sample messages

     One message about the organization's latest campaign, as if it had just happened, to set fields up
    with; none while there
    is no campaign.

    The token needs the scope `webhooks:write`.

    Args:
        event (HooksSampleListEvent):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem | list[Message]]
    """

    kwargs = _get_kwargs(
        event=event,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    event: HooksSampleListEvent,
    if_none_match: str | Unset = UNSET,
) -> Any | Problem | list[Message] | None:
    """See sample messages

     One message about the organization's latest campaign, as if it had just happened, to set fields up
    with; none while there
    is no campaign.

    The token needs the scope `webhooks:write`.

    Args:
        event (HooksSampleListEvent):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem | list[Message]
    """

    return (
        await asyncio_detailed(
            client=client,
            event=event,
            if_none_match=if_none_match,
        )
    ).parsed
