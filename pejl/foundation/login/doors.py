"""Whose door is tried, from where: what guesses are counted by, and how long each counter makes one wait.

A browser from which the account's owner has signed in before carries a signed cookie and has a counter of its own
("device cookie", as OWASP describes it), so that strangers who guess never lock the owner out. Every other guess
counts for the account, wherever it comes from, and for the network it comes from, whomever it is for.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from pejl.foundation.tenancy.models import Account

DEVICE_AGE = timedelta(days=180)
DEVICE_SALT = "pejl.device"


@dataclass(frozen=True)
class Rule:
    """``free`` failures cost nothing; after the next ones one waits so many minutes each, the last from then on.

    A counter is forgotten when nothing failed for ``hours``.
    """

    name: str
    free: int
    minutes: tuple[int, ...]
    hours: int

    def wait_after(self, count: int) -> timedelta:
        """How long nothing more is tried after failure number ``count``."""
        over = count - self.free
        return timedelta(minutes=self.minutes[min(over, len(self.minutes) - 1)]) if over >= 0 else timedelta()


# Against one account from anywhere: 9 guesses in the first hour, 4 in each one after it (decision 14).
PASSWORD = Rule("password", free=5, minutes=(5, 10, 15), hours=24)
CODE = Rule("code", free=5, minutes=(5, 10, 15), hours=24)
# In the owner's own browser.
DEVICE = Rule("device", free=10, minutes=(1, 2, 5, 10, 15), hours=24)
# One network may be a whole job centre behind one address.
NETWORK = Rule("network", free=60, minutes=(1, 2, 5, 10, 15), hours=1)
# Mails that somebody asks for.
RESET = Rule("reset", free=3, minutes=(15,), hours=24)
RESET_NETWORK = Rule("reset-network", free=20, minutes=(5, 10, 15), hours=1)


@dataclass(frozen=True)
class Door:
    """One counter: its rule, and the key it is kept by."""

    rule: Rule
    value: str

    @property
    def key(self) -> str:
        """Tells nothing of the value without the installation's key."""
        return salted_hmac("pejl.guesses", f"{self.rule.name}:{self.value}", algorithm="sha256").hexdigest()


def of_account(request: HttpRequest, rule: Rule, email: str, account: Account | None) -> list[Door]:
    """The doors that a guess for this address goes through: the known browser's, or the account's and the network's.

    ``account`` is whose address it is, or None: somebody nobody knows is counted all the same.
    """
    device = known_device(request, account) if account else None
    if device:
        return [Door(DEVICE, f"{rule.name}:{device}")]
    network = RESET_NETWORK if rule is RESET else NETWORK
    return [Door(rule, email.strip().casefold()), Door(network, network_of(request))]


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: an IPv4 address, or the /64 that one IPv6 customer has at least to choose from.

    The last of X-Forwarded-For is the proxy's own word, where there is a proxy; all before it anybody can write.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PEJL_BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        address = forwarded.rpartition(",")[2].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed.packed[:8] + bytes(8), 64)))


def known_device(request: HttpRequest, account: Account) -> str | None:
    """The name of a browser in which this account has signed in before."""
    try:
        told = signing.loads(request.COOKIES.get(_cookie_name(account), ""), salt=DEVICE_SALT, max_age=DEVICE_AGE)
    except signing.BadSignature:
        return None
    is_own = isinstance(told, dict) and told.get("account") == str(account.pk)
    return str(told["device"]) if is_own else None


def remember_device(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """The account has signed in here, or has shown that its mail is read here."""
    device = known_device(request, account) or secrets.token_hex(16)
    response.set_cookie(
        _cookie_name(account),
        signing.dumps({"account": str(account.pk), "device": device}, salt=DEVICE_SALT),
        max_age=DEVICE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie_name(account: Account) -> str:
    """One for each account, since colleagues share a machine; whose it is, nobody else can tell."""
    mark = salted_hmac("pejl.device-name", str(account.pk), algorithm="sha256").hexdigest()[:12]
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}pejl_device_{mark}"
