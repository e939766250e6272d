import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.campaigns_list_ordering import CampaignsListOrdering
from ...models.campaigns_list_state_item import CampaignsListStateItem
from ...models.paginated_campaign_list import PaginatedCampaignList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    company: UUID | Unset = UNSET,
    expand: str | Unset = UNSET,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: CampaignsListOrdering | Unset = CampaignsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    slug: str | Unset = UNSET,
    state: list[CampaignsListStateItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_company: str | Unset = UNSET
    if not isinstance(company, Unset):
        json_company = str(company)
    params["company"] = json_company

    params["expand"] = expand

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

    params["slug"] = slug

    json_state: list[str] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = []
        for state_item_data in state:
            state_item = state_item_data.value
            json_state.append(state_item)

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/campaigns/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedCampaignList | Problem:
    if response.status_code == 200:
        response_200 = PaginatedCampaignList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedCampaignList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    company: UUID | Unset = UNSET,
    expand: str | Unset = UNSET,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: CampaignsListOrdering | Unset = CampaignsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    slug: str | Unset = UNSET,
    state: list[CampaignsListStateItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedCampaignList | Problem]:
    """List campaigns

     The organization's campaigns, drafts included, page by page.

    The token needs the scope `campaigns:read`.

    Args:
        company (UUID | Unset):
        expand (str | Unset):
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (CampaignsListOrdering | Unset):  Default: CampaignsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        slug (str | Unset):
        state (list[CampaignsListStateItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedCampaignList | Problem]
    """

    kwargs = _get_kwargs(
        company=company,
        expand=expand,
        external_event=external_event,
        external_system=external_system,
        modified_since=modified_since,
        ordering=ordering,
        page=page,
        page_size=page_size,
        slug=slug,
        state=state,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    company: UUID | Unset = UNSET,
    expand: str | Unset = UNSET,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: CampaignsListOrdering | Unset = CampaignsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    slug: str | Unset = UNSET,
    state: list[CampaignsListStateItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedCampaignList | Problem | None:
    """List campaigns

     The organization's campaigns, drafts included, page by page.

    The token needs the scope `campaigns:read`.

    Args:
        company (UUID | Unset):
        expand (str | Unset):
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (CampaignsListOrdering | Unset):  Default: CampaignsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        slug (str | Unset):
        state (list[CampaignsListStateItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedCampaignList | Problem
    """

    return sync_detailed(
        client=client,
        company=company,
        expand=expand,
        external_event=external_event,
        external_system=external_system,
        modified_since=modified_since,
        ordering=ordering,
        page=page,
        page_size=page_size,
        slug=slug,
        state=state,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    company: UUID | Unset = UNSET,
    expand: str | Unset = UNSET,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: CampaignsListOrdering | Unset = CampaignsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    slug: str | Unset = UNSET,
    state: list[CampaignsListStateItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedCampaignList | Problem]:
    """List campaigns

     The organization's campaigns, drafts included, page by page.

    The token needs the scope `campaigns:read`.

    Args:
        company (UUID | Unset):
        expand (str | Unset):
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (CampaignsListOrdering | Unset):  Default: CampaignsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        slug (str | Unset):
        state (list[CampaignsListStateItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedCampaignList | Problem]
    """

    kwargs = _get_kwargs(
        company=company,
        expand=expand,
        external_event=external_event,
        external_system=external_system,
        modified_since=modified_since,
        ordering=ordering,
        page=page,
        page_size=page_size,
        slug=slug,
        state=state,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    company: UUID | Unset = UNSET,
    expand: str | Unset = UNSET,
    external_event: str | Unset = UNSET,
    external_system: str | Unset = UNSET,
    modified_since: datetime.datetime | Unset = UNSET,
    ordering: CampaignsListOrdering | Unset = CampaignsListOrdering.VALUE_1,
    page: int | Unset = 1,
    page_size: int | Unset = 25,
    slug: str | Unset = UNSET,
    state: list[CampaignsListStateItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedCampaignList | Problem | None:
    """List campaigns

     The organization's campaigns, drafts included, page by page.

    The token needs the scope `campaigns:read`.

    Args:
        company (UUID | Unset):
        expand (str | Unset):
        external_event (str | Unset):
        external_system (str | Unset):
        modified_since (datetime.datetime | Unset):
        ordering (CampaignsListOrdering | Unset):  Default: CampaignsListOrdering.VALUE_1.
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 25.
        slug (str | Unset):
        state (list[CampaignsListStateItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedCampaignList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            company=company,
            expand=expand,
            external_event=external_event,
            external_system=external_system,
            modified_since=modified_since,
            ordering=ordering,
            page=page,
            page_size=page_size,
            slug=slug,
            state=state,
            if_none_match=if_none_match,
        )
    ).parsed
