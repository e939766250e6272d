"""A browser's and a system's name out of what a browser says of itself, for people to recognize their own by."""

import re

from django.utils.translation import gettext as _

# Browsers that call themselves like another one come before it.
_BROWSERS = (
    (re.compile(r"\bEdg(?:A|iOS)?/"), "Edge"),
    (re.compile(r"\bOPR/"), "Opera"),
    (re.compile(r"\bSamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"\b(?:Firefox|FxiOS)/"), "Firefox"),
    (re.compile(r"\b(?:Chrome|Chromium|CriOS)/"), "Chrome"),
    (re.compile(r"\bSafari/"), "Safari"),
)
_SYSTEMS = (
    (re.compile(r"\bAndroid\b"), "Android"),
    (re.compile(r"\biPhone\b"), "iPhone"),
    (re.compile(r"\biPad\b"), "iPad"),
    (re.compile(r"\bWindows\b"), "Windows"),
    (re.compile(r"\bMacintosh\b"), "macOS"),
    (re.compile(r"\bCrOS\b"), "ChromeOS"),
    (re.compile(r"\bLinux\b"), "Linux"),
)
_PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}(?=[/ ]|$)")


def browser_and_system(user_agent: str) -> tuple[str, str]:
    """The browser's name and what it runs on ("Firefox", "Android"), without versions; of a program its name and "".

    What is not recognized is "".
    """
    if user_agent.startswith("Mozilla/"):
        return _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    program = _PROGRAM.match(user_agent)
    return (program.group() if program else ""), ""


def _first(known: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    return next((name for pattern, name in known if pattern.search(text)), "")


def told(browser: str, system: str) -> str:
    """`Firefox on Linux`, in the active language; "" when neither is known."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system


def named(user_agent: str) -> str:
    """What it says of itself as `told`; what is not recognized is called just that."""
    return told(*browser_and_system(user_agent)) or _("An unknown browser")
