"""Sample posts beside mention, hashtags and link."""

from campaigns.authoring.fitting import Fit, shortened
from campaigns.enums import Network

URL = "https://candystorm.example/educamp/netz/"


def test_short_text_fits_everywhere() -> None:
    assert shortened(text="Bitte.", mentions={"x": "Telekom_hilft"}, hashtags=["telekomhilf"], url=URL) == []


def test_hashtags_go_first_and_then_the_text_is_too_long() -> None:
    # 234 + 5 + 61 is what Bluesky takes; the second hashtag is too much. X counts the link as 23.
    long_url = URL + "x" * (60 - len(URL))
    found = shortened(text="a" * 234, mentions={}, hashtags=["one", "two"], url=long_url)
    assert found == [Fit(Network.BLUESKY, "Bluesky", 0)]
    # With one hashtag: 260 + 5 + 24 on X, which takes 280; 260 + 5 + 61 on Bluesky, which takes 300.
    found = shortened(text="a" * 260, mentions={}, hashtags=["one", "two"], url=long_url)
    assert found == [Fit(Network.BLUESKY, "Bluesky", 26), Fit(Network.X, "X", 9)]


def test_hashtag_that_the_text_says_in_another_case_is_not_missed() -> None:
    assert shortened(text="Bitte #TelekomHilf", mentions={}, hashtags=["telekomhilf"], url=URL) == []
