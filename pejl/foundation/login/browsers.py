"""Which browser on which system somebody uses, as far as its owner needs to recognise it."""

from __future__ import annotations

from pejl.foundation.login.models import Browser, System

# The first that is found counts: nearly all browsers also name those they want to be taken for.
BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/"), Browser.EDGE),
    (("Firefox/", "FxiOS/"), Browser.FIREFOX),
    (("OPR/", "Vivaldi/", "SamsungBrowser/"), Browser.OTHER),
    (("Chrome/", "CriOS/", "Chromium/"), Browser.CHROME),
    (("Safari/",), Browser.SAFARI),
)
SYSTEMS = (
    (("Windows",), System.WINDOWS),
    (("iPhone",), System.IPHONE),
    (("iPad",), System.IPAD),
    (("Android",), System.ANDROID),
    (("Macintosh", "Mac OS"), System.MAC),
    (("Linux", "X11", "CrOS"), System.LINUX),
)


def told(user_agent: str) -> tuple[Browser, System]:
    """What the browser says of itself."""
    browser = next((one for marks, one in BROWSERS if any(mark in user_agent for mark in marks)), Browser.OTHER)
    system = next((one for marks, one in SYSTEMS if any(mark in user_agent for mark in marks)), System.OTHER)
    return browser, system
