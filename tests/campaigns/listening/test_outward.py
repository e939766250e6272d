"""What of a post may leave the house."""

import pytest

from accounts.scope import organization_scope
from campaigns.listening.outward import OutwardPost, outward
from campaigns.models import Post
from tests.factories import hear, make_campaign, make_organization, post_seen

pytestmark = pytest.mark.django_db


def told(network: str) -> OutwardPost:
    campaign = make_campaign(make_organization(), state="live")
    (post,) = hear(campaign, post_seen(1, network=network))
    with organization_scope(campaign.organization_id):
        return outward(Post.objects.with_authors().get(pk=post.pk))


def test_of_a_post_on_x_its_id_leaves_and_nothing_else() -> None:
    post = told("x")
    assert (post.network, post.id, post.text, post.author) == ("x", "1", "", "")


def test_a_post_elsewhere_leaves_as_it_is() -> None:
    post = told("mastodon")
    assert (post.text, post.author) == ("Liebe Telekom, bitte. #telekomhilf 1", "fan1@mastodon.example")
