from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.decided_answer import DecidedAnswer
from ...models.decision_body import DecisionBody
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str | UUID,
    answer: int,
    *,
    body: DecisionBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{id}/answers/{answer}/correct/".format(
            id=quote(str(id), safe=""),
            answer=quote(str(answer), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DecidedAnswer | Problem:
    if response.status_code == 200:
        response_200 = DecidedAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DecidedAnswer | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str | UUID,
    answer: int,
    *,
    client: AuthenticatedClient,
    body: DecisionBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[DecidedAnswer | Problem]:
    """Correct an answer

     A confirmed answer amounts to something else.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        answer (int):
        idempotency_key (str | Unset):
        body (DecisionBody): What an answer amounts to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecidedAnswer | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        answer=answer,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str | UUID,
    answer: int,
    *,
    client: AuthenticatedClient,
    body: DecisionBody,
    idempotency_key: str | Unset = UNSET,
) -> DecidedAnswer | Problem | None:
    """Correct an answer

     A confirmed answer amounts to something else.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        answer (int):
        idempotency_key (str | Unset):
        body (DecisionBody): What an answer amounts to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecidedAnswer | Problem
    """

    return sync_detailed(
        id=id,
        answer=answer,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    id: str | UUID,
    answer: int,
    *,
    client: AuthenticatedClient,
    body: DecisionBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[DecidedAnswer | Problem]:
    """Correct an answer

     A confirmed answer amounts to something else.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        answer (int):
        idempotency_key (str | Unset):
        body (DecisionBody): What an answer amounts to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecidedAnswer | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        answer=answer,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str | UUID,
    answer: int,
    *,
    client: AuthenticatedClient,
    body: DecisionBody,
    idempotency_key: str | Unset = UNSET,
) -> DecidedAnswer | Problem | None:
    """Correct an answer

     A confirmed answer amounts to something else.

    The token needs the scope `campaigns:write`.

    Args:
        id (str | UUID): The campaign's id, or its slug.
        answer (int):
        idempotency_key (str | Unset):
        body (DecisionBody): What an answer amounts to.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecidedAnswer | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            answer=answer,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
