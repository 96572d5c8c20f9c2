"""Where sessions are kept, and how long they last: Django's own in the database, with what their owner wants to see.

A session ends when nothing was done for PEJL_IDLE_MINUTES, and PEJL_LONGEST_HOURS after signing in whatever was done.
Only ``touch`` moves the first end: asking for a page does not by itself, or a page that fetches itself anew would keep
a session alive for ever (see ``middleware``).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from pejl.foundation import clock
from pejl.foundation.live import waking
from pejl.foundation.login.models import Browser, Session, System

BEGUN, BROWSER, SYSTEM = "pejl_begun", "pejl_browser", "pejl_system"
PRECISION = timedelta(minutes=1)
"""So exactly is it known when somebody was last there; a write for every page would tell no more."""


class SessionStore(db.SessionStore):
    """One session, with its two ends."""

    # As it was read. Django makes it anew with every save, from the session's content alone.
    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our own table."""
        return Session

    @property
    def ends_at(self) -> datetime:
        """When it ends if nothing more is done."""
        return min(self._seen_at + timedelta(minutes=settings.PEJL_IDLE_MINUTES), self.last_end)

    @property
    def last_end(self) -> datetime:
        """When it ends whatever is done."""
        return self._begun_at + timedelta(hours=settings.PEJL_LONGEST_HOURS)

    @property
    def _begun_at(self) -> datetime:
        begun = self.get(BEGUN)
        return datetime.fromtimestamp(begun, UTC) if begun else clock.now()

    @property
    def _seen_at(self) -> datetime:
        return self.row.seen_at if self.row else clock.now()

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds until ``ends_at``. The cookie itself ends with the browser (``get_expire_at_browser_close``)."""
        return max(0, int((self.ends_at - clock.now()).total_seconds()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """``ends_at``."""
        return self.ends_at

    def get_expire_at_browser_close(self) -> bool:
        """Always: whoever closes the browser leaves."""
        return True

    def cycle_key(self) -> None:
        """A new key, as at every login: a new row, seen now."""
        self.row = None
        super().cycle_key()

    def flush(self) -> None:
        """Forget everything, the row too; pages that follow something are told."""
        row, self.row = self.row, None
        super().flush()
        if row is not None and row.account_id is not None:
            waking.wake_signed_out(row.account_id)

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row as it is to be saved: what is not in ``data`` stays as it was."""
        if SESSION_KEY in data:
            data.setdefault(BEGUN, clock.now().timestamp())
        row = cast(Session, super().create_model_instance(data))
        row.account_id = data.get(SESSION_KEY)
        row.begun_at, row.seen_at = self._begun_at, self._seen_at
        row.browser, row.system = data.get(BROWSER, Browser.OTHER), data.get(SYSTEM, System.OTHER)
        if self.row is not None:
            row.handle = self.row.handle
        self.row = row
        return row
