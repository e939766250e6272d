import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.campaigns_metrics_days_retrieve_network import (
    CampaignsMetricsDaysRetrieveNetwork,
)
from ...models.days_model import Days
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    *,
    network: CampaignsMetricsDaysRetrieveNetwork | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_network: str | Unset = UNSET
    if not isinstance(network, Unset):
        json_network = network.value

    params["network"] = json_network

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
        "url": "/api/v1/campaigns/{id}/metrics/days/".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Days | Problem:
    if response.status_code == 200:
        response_200 = Days.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | Days | Problem]:
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
    network: CampaignsMetricsDaysRetrieveNetwork | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Days | Problem]:
    """Read a campaign's numbers by day

     A campaign's numbers by day, as its own clocks count them. As CSV, too.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        network (CampaignsMetricsDaysRetrieveNetwork | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Days | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        network=network,
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
    network: CampaignsMetricsDaysRetrieveNetwork | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Days | Problem | None:
    """Read a campaign's numbers by day

     A campaign's numbers by day, as its own clocks count them. As CSV, too.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        network (CampaignsMetricsDaysRetrieveNetwork | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Days | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        network=network,
        since=since,
        until=until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    *,
    client: AuthenticatedClient,
    network: CampaignsMetricsDaysRetrieveNetwork | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Days | Problem]:
    """Read a campaign's numbers by day

     A campaign's numbers by day, as its own clocks count them. As CSV, too.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        network (CampaignsMetricsDaysRetrieveNetwork | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Days | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        network=network,
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
    network: CampaignsMetricsDaysRetrieveNetwork | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Days | Problem | None:
    """Read a campaign's numbers by day

     A campaign's numbers by day, as its own clocks count them. As CSV, too.

    The token needs the scope `metrics:read`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        network (CampaignsMetricsDaysRetrieveNetwork | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Days | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            network=network,
            since=since,
            until=until,
            if_none_match=if_none_match,
        )
    ).parsed
