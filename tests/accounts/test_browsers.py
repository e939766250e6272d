"""Names of browsers out of what they say of themselves."""

import pytest

from accounts.browsers import browser_and_system, named


@pytest.mark.parametrize(
    ("user_agent", "known"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", ("Firefox", "Android")),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
                "Safari/537.36 Edg/142.0.0.0"
            ),
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            ("Chrome", "Linux"),
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/18.5 Mobile/15E148 Safari/604.1"
            ),
            ("Safari", "iPhone"),
        ),
        ("python-requests/2.32.5", ("python-requests", "")),
        ("curl", ("curl", "")),
        ("Mozilla/5.0 (Nothing known)", ("", "")),
        ("<script>alert(1)</script>", ("", "")),
        ("a" * 5000, ("", "")),
        ("", ("", "")),
    ],
)
def test_browser_is_named_without_its_version(user_agent: str, known: tuple[str, str]) -> None:
    assert browser_and_system(user_agent) == known


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("curl/8.0", "curl"),
        ("", "An unknown browser"),
    ],
)
def test_browser_is_named_for_people(user_agent: str, name: str) -> None:
    assert named(user_agent) == name
