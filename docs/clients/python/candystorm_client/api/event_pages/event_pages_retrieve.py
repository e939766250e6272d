from http import HTTPStatus
from typing import Any, cast

import httpx

from ...client import AuthenticatedClient, Client
from ...models.event_page import EventPage
from ...models.event_pages_retrieve_language import EventPagesRetrieveLanguage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    language: EventPagesRetrieveLanguage | Unset = EventPagesRetrieveLanguage.EN,
    time_zone: str | Unset = "Europe/Berlin",
    url_query: str,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_language: str | Unset = UNSET
    if not isinstance(language, Unset):
        json_language = language.value

    params["language"] = json_language

    params["time_zone"] = time_zone

    params["url"] = url_query

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/event-pages/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | EventPage | Problem:
    if response.status_code == 200:
        response_200 = EventPage.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | EventPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    language: EventPagesRetrieveLanguage | Unset = EventPagesRetrieveLanguage.EN,
    time_zone: str | Unset = "Europe/Berlin",
    url_query: str,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | EventPage | Problem]:
    """Read an event from its page

     Nothing is kept of it. What cannot be read is an error, with the code `event_unread`.

    The token needs the scope `campaigns:write`.

    Args:
        language (EventPagesRetrieveLanguage | Unset):  Default: EventPagesRetrieveLanguage.EN.
        time_zone (str | Unset):  Default: 'Europe/Berlin'.
        url_query (str):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | EventPage | Problem]
    """

    kwargs = _get_kwargs(
        language=language,
        time_zone=time_zone,
        url_query=url_query,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    language: EventPagesRetrieveLanguage | Unset = EventPagesRetrieveLanguage.EN,
    time_zone: str | Unset = "Europe/Berlin",
    url_query: str,
    if_none_match: str | Unset = UNSET,
) -> Any | EventPage | Problem | None:
    """Read an event from its page

     Nothing is kept of it. What cannot be read is an error, with the code `event_unread`.

    The token needs the scope `campaigns:write`.

    Args:
        language (EventPagesRetrieveLanguage | Unset):  Default: EventPagesRetrieveLanguage.EN.
        time_zone (str | Unset):  Default: 'Europe/Berlin'.
        url_query (str):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | EventPage | Problem
    """

    return sync_detailed(
        client=client,
        language=language,
        time_zone=time_zone,
        url_query=url_query,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    language: EventPagesRetrieveLanguage | Unset = EventPagesRetrieveLanguage.EN,
    time_zone: str | Unset = "Europe/Berlin",
    url_query: str,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | EventPage | Problem]:
    """Read an event from its page

     Nothing is kept of it. What cannot be read is an error, with the code `event_unread`.

    The token needs the scope `campaigns:write`.

    Args:
        language (EventPagesRetrieveLanguage | Unset):  Default: EventPagesRetrieveLanguage.EN.
        time_zone (str | Unset):  Default: 'Europe/Berlin'.
        url_query (str):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | EventPage | Problem]
    """

    kwargs = _get_kwargs(
        language=language,
        time_zone=time_zone,
        url_query=url_query,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    language: EventPagesRetrieveLanguage | Unset = EventPagesRetrieveLanguage.EN,
    time_zone: str | Unset = "Europe/Berlin",
    url_query: str,
    if_none_match: str | Unset = UNSET,
) -> Any | EventPage | Problem | None:
    """Read an event from its page

     Nothing is kept of it. What cannot be read is an error, with the code `event_unread`.

    The token needs the scope `campaigns:write`.

    Args:
        language (EventPagesRetrieveLanguage | Unset):  Default: EventPagesRetrieveLanguage.EN.
        time_zone (str | Unset):  Default: 'Europe/Berlin'.
        url_query (str):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | EventPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            language=language,
            time_zone=time_zone,
            url_query=url_query,
            if_none_match=if_none_match,
        )
    ).parsed
