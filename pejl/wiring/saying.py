"""What the server says by itself, before Django is asked and so before a language is known: in both."""

from __future__ import annotations

import secrets

SENTENCES = {
    408: "Det tog for lang tid at sende. Prøv igen.\nSending took too long. Please try again.\n",
    413: "Det fylder for meget. Gå tilbage, og send noget mindre.\nThis is too large. Go back and send less.\n",
    500: "Der skete en fejl hos os.\nSomething went wrong on our side.\n",
    503: "Pejl har for travlt lige nu. Prøv igen om lidt.\nPejl is too busy right now. Please try again shortly.\n",
    507: "Serveren har ikke plads til det.\nThe server has no room for this.\n",
}
WAITS = "Siden henter sig selv igen om lidt.\nThis page tries again by itself in a moment.\n"
# For a browser: no page of ours may be asked for it.
PAGE = """<!doctype html>
<html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Pejl</title>{again}
<h1>{danish}</h1>
<p lang="en">{english}</p>
{waits}<p><a href="/">Pejl</a></p>
</html>
"""
SOONEST_SECONDS, SPREAD_SECONDS = 3, 8
"""Whoever was sent away comes back within these, not all at once."""


def answer(status: int, *, is_browser: bool, is_safe: bool = True) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Headers and body. The connection ends with it, for what was sent may not have been read.

    ``is_safe``: it was only asked for a page, so that a browser may ask for it again by itself.
    """
    again = SOONEST_SECONDS + secrets.randbelow(SPREAD_SECONDS) if status == 503 else None
    body = (_page(status, again if is_safe else None) if is_browser else SENTENCES[status]).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8" if is_browser else b"text/plain; charset=utf-8"),
        (b"content-security-policy", b"default-src 'none'"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    if again is not None:
        headers.append((b"retry-after", str(again).encode()))
    return headers, body


def _page(status: int, again: int | None) -> str:
    danish, english = SENTENCES[status].splitlines()
    if again is None:
        return PAGE.format(danish=danish, english=english, again="", waits="")
    refresh = f'<meta http-equiv="refresh" content="{again}">'
    there, here = WAITS.splitlines()
    waits = f'<p>{there} <span lang="en">{here}</span></p>\n'
    return PAGE.format(danish=danish, english=english, again=refresh, waits=waits)
