import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ...client import AuthenticatedClient, Client
from ...models.events_list_ordering import EventsListOrdering
from ...models.paginated_event_of_campaign_list import PaginatedEventOfCampaignList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: EventsListOrdering | Unset = EventsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    starts_from: datetime.datetime | Unset = UNSET,
    starts_until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["external_event"] = external_event

    params["external_system"] = external_system

    json_modified_since: str | Unset = UNSET
    if not isinstance(modified_since, Unset):
        json_modified_since = modified_since.isoformat()
    params["modified_since"] = json_modified_since

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering.value

    params["ordering"] = json_ordering

    params["page"] = page

    params["page_size"] = page_size

    json_starts_from: str | Unset = UNSET
    if not isinstance(starts_from, Unset):
        json_starts_from = starts_from.isoformat()
    params["starts_from"] = json_starts_from

    json_starts_until: str | Unset = UNSET
    if not isinstance(starts_until, Unset):
        json_starts_until = starts_until.isoformat()
    params["starts_until"] = json_starts_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/events/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedEventOfCampaignList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedEventOfCampaignList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedEventOfCampaignList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: EventsListOrdering | Unset = EventsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    starts_from: datetime.datetime | Unset = UNSET,
    starts_until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedEventOfCampaignList | Problem]:
    """List events

     The organization's events, those of drafts included, page by page. Each belongs to one campaign.

    The token needs the scope `campaigns:read`.

    Args:
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (EventsListOrdering | Unset):  Default: EventsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        starts_from (datetime.datetime | Unset):
        starts_until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedEventOfCampaignList | Problem]
    """

    kwargs = _get_kwargs(
        external_event=external_event,
        external_system=external_system,
        modified_since=modified_since,
        ordering=ordering,
        page=page,
        page_size=page_size,
        starts_from=starts_from,
        starts_until=starts_until,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: EventsListOrdering | Unset = EventsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    starts_from: datetime.datetime | Unset = UNSET,
    starts_until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedEventOfCampaignList | Problem | None:
    """List events

     The organization's events, those of drafts included, page by page. Each belongs to one campaign.

    The token needs the scope `campaigns:read`.

    Args:
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (EventsListOrdering | Unset):  Default: EventsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        starts_from (datetime.datetime | Unset):
        starts_until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedEventOfCampaignList | Problem
    """

    return sync_detailed(
        client=client,
        external_event=external_event,
        external_system=external_system,
        modified_since=modified_since,
        ordering=ordering,
        page=page,
        page_size=page_size,
        starts_from=starts_from,
        starts_until=starts_until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: EventsListOrdering | Unset = EventsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    starts_from: datetime.datetime | Unset = UNSET,
    starts_until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedEventOfCampaignList | Problem]:
    """List events

     The organization's events, those of drafts included, page by page. Each belongs to one campaign.

    The token needs the scope `campaigns:read`.

    Args:
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (EventsListOrdering | Unset):  Default: EventsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        starts_from (datetime.datetime | Unset):
        starts_until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedEventOfCampaignList | Problem]
    """

    kwargs = _get_kwargs(
        external_event=external_event,
        external_system=external_system,
        modified_since=modified_since,
        ordering=ordering,
        page=page,
        page_size=page_size,
        starts_from=starts_from,
        starts_until=starts_until,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: EventsListOrdering | Unset = EventsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    starts_from: datetime.datetime | Unset = UNSET,
    starts_until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedEventOfCampaignList | Problem | None:
    """List events

     The organization's events, those of drafts included, page by page. Each belongs to one campaign.

    The token needs the scope `campaigns:read`.

    Args:
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (EventsListOrdering | Unset):  Default: EventsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        starts_from (datetime.datetime | Unset):
        starts_until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedEventOfCampaignList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            external_event=external_event,
            external_system=external_system,
            modified_since=modified_since,
            ordering=ordering,
            page=page,
            page_size=page_size,
            starts_from=starts_from,
            starts_until=starts_until,
            if_none_match=if_none_match,
        )
    ).parsed
