from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.event_of_campaign import EventOfCampaign
from ...models.event_source_body import EventSourceBody
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    *,
    body: EventSourceBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/events/{id}/source/".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EventOfCampaign | Problem:
    if response.status_code == 200:
        response_200 = EventOfCampaign.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EventOfCampaign | Problem]:
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
    body: EventSourceBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[EventOfCampaign | Problem]:
    """Keep an event in step with a page

     We look there soon, and then once a day, hourly in the week before the event. What is different then
    is `offer`ed, and told
    in the journal; nothing is changed by itself.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        body (EventSourceBody): Where the event is read from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventOfCampaign | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: EventSourceBody,
    idempotency_key: str | Unset = UNSET,
) -> EventOfCampaign | Problem | None:
    """Keep an event in step with a page

     We look there soon, and then once a day, hourly in the week before the event. What is different then
    is `offer`ed, and told
    in the journal; nothing is changed by itself.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        body (EventSourceBody): Where the event is read from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventOfCampaign | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: EventSourceBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[EventOfCampaign | Problem]:
    """Keep an event in step with a page

     We look there soon, and then once a day, hourly in the week before the event. What is different then
    is `offer`ed, and told
    in the journal; nothing is changed by itself.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        body (EventSourceBody): Where the event is read from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventOfCampaign | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: EventSourceBody,
    idempotency_key: str | Unset = UNSET,
) -> EventOfCampaign | Problem | None:
    """Keep an event in step with a page

     We look there soon, and then once a day, hourly in the week before the event. What is different then
    is `offer`ed, and told
    in the journal; nothing is changed by itself.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        body (EventSourceBody): Where the event is read from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventOfCampaign | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
