from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.campaign import Campaign
from ...models.new_campaign_body import NewCampaignBody
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: NewCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Campaign | Problem:
    if response.status_code == 200:
        response_200 = Campaign.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Campaign.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Campaign | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: NewCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Campaign | Problem]:
    """Create a campaign

     Start a draft. With an `external_ref` that is known, that campaign's draft is changed instead, and
    the answer is 200.

    The token needs the scope `campaigns:write`.

    Args:
        idempotency_key (str | Unset):
        body (NewCampaignBody | Unset): A new campaign; or, where its `external_ref` is known,
            another draft of that one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Campaign | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: NewCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Campaign | Problem | None:
    """Create a campaign

     Start a draft. With an `external_ref` that is known, that campaign's draft is changed instead, and
    the answer is 200.

    The token needs the scope `campaigns:write`.

    Args:
        idempotency_key (str | Unset):
        body (NewCampaignBody | Unset): A new campaign; or, where its `external_ref` is known,
            another draft of that one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Campaign | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: NewCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Campaign | Problem]:
    """Create a campaign

     Start a draft. With an `external_ref` that is known, that campaign's draft is changed instead, and
    the answer is 200.

    The token needs the scope `campaigns:write`.

    Args:
        idempotency_key (str | Unset):
        body (NewCampaignBody | Unset): A new campaign; or, where its `external_ref` is known,
            another draft of that one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Campaign | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: NewCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Campaign | Problem | None:
    """Create a campaign

     Start a draft. With an `external_ref` that is known, that campaign's draft is changed instead, and
    the answer is 200.

    The token needs the scope `campaigns:write`.

    Args:
        idempotency_key (str | Unset):
        body (NewCampaignBody | Unset): A new campaign; or, where its `external_ref` is known,
            another draft of that one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Campaign | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
