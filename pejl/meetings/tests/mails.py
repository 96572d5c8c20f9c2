"""Mails for tests: getting them out, and following the links in them."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.core import mail

from pejl.foundation.jobs import operations as jobs
from pejl.foundation.tenancy.models import Person


def work(now: datetime) -> None:
    """Do all that is due."""
    while jobs.work_one(now=now):
        pass


def mails_to(person: Person, now: datetime) -> list[Any]:
    """Every mail that has gone to somebody, the last one last, after what is due has been done."""
    work(now)
    return [one for one in mail.outbox if parseaddr(one.to[0])[1] == person.email]


def link_to(path: str, body: str) -> str:
    """The link in a mail that leads to a path, without the machine's address."""
    found = re.findall(rf"http\S+{re.escape(path)}\S*", body)
    assert len(found) == 1, body
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}"
