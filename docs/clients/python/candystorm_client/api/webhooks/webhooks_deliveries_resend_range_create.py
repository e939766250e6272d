from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.resend_body import ResendBody
from ...models.resent import Resent
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: UUID,
    *,
    body: ResendBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/{id}/deliveries/resend/".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Resent:
    if response.status_code == 202:
        response_202 = Resent.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Resent]:
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
    body: ResendBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Resent]:
    """Send a range again

     What happened in a stretch of time, in order, delivered or not.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (ResendBody): Which messages are sent again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Resent]
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
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResendBody,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Resent | None:
    """Send a range again

     What happened in a stretch of time, in order, delivered or not.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (ResendBody): Which messages are sent again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Resent
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResendBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Resent]:
    """Send a range again

     What happened in a stretch of time, in order, delivered or not.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (ResendBody): Which messages are sent again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Resent]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResendBody,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Resent | None:
    """Send a range again

     What happened in a stretch of time, in order, delivered or not.

    The token needs the scope `webhooks:write`.

    Args:
        id (UUID):
        idempotency_key (str | Unset):
        body (ResendBody): Which messages are sent again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Resent
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
