"""Query parameters, read strictly."""

import pytest
from django.http import QueryDict

from api.campaigns.parameters import CampaignParameters
from api.errors import InvalidParameters
from api.parameters import Parameters, read


def test_absent_parameters_have_their_defaults() -> None:
    values = read(CampaignParameters, QueryDict(""))
    assert values == {
        "page": 1,
        "page_size": 25,
        "ordering": "-created_at",
    }


def test_address_without_parameters_takes_none() -> None:
    assert read(Parameters, QueryDict("")) == {}
    with pytest.raises(InvalidParameters) as caught:
        read(Parameters, QueryDict("page=1"))
    assert caught.value.get_full_details() == {
        "page": [
            {"message": "There is no such parameter here. Known are: none.", "code": "unknown_parameter"}
        ]
    }


def test_empty_value_is_not_an_absent_one() -> None:
    with pytest.raises(InvalidParameters) as caught:
        read(CampaignParameters, QueryDict("page=&modified_since=&state=&ordering="))
    assert caught.value.get_codes() == {
        "modified_since": ["invalid"],
        "ordering": ["invalid_choice"],
        "page": ["invalid"],
        "state": ["invalid_choice"],
    }


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidParameters) as caught:
        read(CampaignParameters, QueryDict("page=0&page_size=x&colour=red"))
    assert caught.value.get_codes() == {
        "page": ["min_value"],
        "page_size": ["invalid"],
        "colour": ["unknown_parameter"],
    }
