"""Which addresses may be links in what people write: one list, for fields that hold an address and for rich text."""

from __future__ import annotations

import re

_WEB = re.compile(r"https://[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?(?:[/?#][^\s\\<>\"]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def is_web(address: str) -> bool:
    """Whether it is an address to another site: https, with a host name, without a user name.

    ``//host``, ``javascript:``, ``data:`` and whatever else a browser reads as an address of another sort are not.
    """
    return _WEB.fullmatch(address) is not None


def is_link(address: str) -> bool:
    """Whether rich text may link to it: another site, or a mail address without a ready-made subject or text."""
    return is_web(address) or _MAIL.fullmatch(address) is not None
