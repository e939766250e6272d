from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.campaign import Campaign
from ...models.patched_campaign_body import PatchedCampaignBody
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    *,
    body: PatchedCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/campaigns/{id}/".format(
            id=quote(str(id), safe=""),
        ),
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
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str,
) -> Response[Campaign | Problem]:
    """Change a draft

     Change what is named in the body; the rest stays. Only drafts can be changed: withdraw the campaign
    first.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        if_match (str):
        body (PatchedCampaignBody | Unset): A campaign's facts. What is left out stays as it is;
            maps and lists are replaced as a whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Campaign | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str,
) -> Campaign | Problem | None:
    """Change a draft

     Change what is named in the body; the rest stays. Only drafts can be changed: withdraw the campaign
    first.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        if_match (str):
        body (PatchedCampaignBody | Unset): A campaign's facts. What is left out stays as it is;
            maps and lists are replaced as a whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Campaign | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str,
) -> Response[Campaign | Problem]:
    """Change a draft

     Change what is named in the body; the rest stays. Only drafts can be changed: withdraw the campaign
    first.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        if_match (str):
        body (PatchedCampaignBody | Unset): A campaign's facts. What is left out stays as it is;
            maps and lists are replaced as a whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Campaign | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedCampaignBody | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str,
) -> Campaign | Problem | None:
    """Change a draft

     Change what is named in the body; the rest stays. Only drafts can be changed: withdraw the campaign
    first.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        idempotency_key (str | Unset):
        if_match (str):
        body (PatchedCampaignBody | Unset): A campaign's facts. What is left out stays as it is;
            maps and lists are replaced as a whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Campaign | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
