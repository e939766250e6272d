"""Handles as people type or copy them."""

import pytest
from pytest_django.fixtures import Settings

from campaigns.authoring.handles import SHAPES, clean_handle, clean_handles
from campaigns.enums import Network
from candyplatform.base.errors import Invalid


@pytest.mark.parametrize(
    ("network", "typed", "handle"),
    [
        ("mastodon", "@telekomhilft@mastodon.social", "telekomhilft@mastodon.social"),
        ("mastodon", " telekom.hilft@social.bund.de ", "telekom.hilft@social.bund.de"),
        ("mastodon", "https://mastodon.social/@telekomhilft", "telekomhilft@mastodon.social"),
        ("bluesky", "@telekomhilft.bsky.social", "telekomhilft.bsky.social"),
        ("bluesky", "https://bsky.app/profile/telekom.com", "telekom.com"),
        ("x", "@Telekom_hilft", "Telekom_hilft"),
        ("x", "https://twitter.com/Telekom_hilft/", "Telekom_hilft"),
        ("threads", "https://www.threads.com/@telekom.hilft", "telekom.hilft"),
        ("threads", "", ""),
    ],
)
def test_handle_is_read(network: str, typed: str, handle: str) -> None:
    assert clean_handle(network, typed) == handle


@pytest.mark.parametrize(
    ("network", "typed"),
    [
        ("mastodon", "telekomhilft"),
        ("mastodon", "telekom hilft@mastodon.social"),
        ("mastodon", "a@b"),
        ("bluesky", "telekomhilft"),
        ("bluesky", "-telekom.bsky.social"),
        ("x", "sixteen_letters_"),
        ("x", "with-hyphen"),
        ("threads", "two..dots"),
        ("threads", ".first"),
        ("threads", "last."),
    ],
)
def test_handle_that_cannot_be_is_refused_with_what_to_do(network: str, typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        clean_handle(network, typed)
    assert caught.value.fields == {f"handle_{network}": [SHAPES[network].help]}


@pytest.mark.parametrize(
    "typed",
    ["a@localhost", "a@localhost:3000", "a@127.0.0.1:3000", "a@storm.localhost", "http://127.0.0.1:3000/@a"],
)
def test_server_on_this_machine_is_one_only_while_developing(typed: str, settings: Settings) -> None:
    settings.DEBUG = True
    assert clean_handle("mastodon", typed).startswith("a@")
    settings.DEBUG = False
    with pytest.raises(Invalid) as caught:
        clean_handle("mastodon", typed)
    assert caught.value.fields == {"handle_mastodon": [SHAPES["mastodon"].help]}


def test_every_network_has_a_shape_whose_example_fits() -> None:
    assert set(SHAPES) == set(Network)
    examples = {network: shape.example for network, shape in SHAPES.items()}
    assert clean_handles(examples) == examples
