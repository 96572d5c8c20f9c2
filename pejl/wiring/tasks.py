"""The tasks that jobs may name."""

from __future__ import annotations

from collections.abc import Callable

from pejl.agreements import operations as agreements
from pejl.foundation.files import operations as files
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs.operations import Task
from pejl.foundation.login.operations import guesses, passwords, sessions
from pejl.foundation.login.operations import mails as login
from pejl.foundation.notices import operations as notices
from pejl.guidance import operations as guidance
from pejl.meetings import operations as meetings
from pejl.organisation import operations as organisation
from pejl.organisation.operations import importing
from pejl.room import operations as room

TASKS: dict[str, Task] = {
    notices.DELIVER: notices.deliver,
    organisation.CLOSE_DOOR: organisation.close_door,
    importing.CARRY_OUT: importing.perform_import,
    importing.FORGET: importing.forget_import,
    importing.INVITE: importing.send_invitations,
    agreements.DIGEST: agreements.send_digests,
    guidance.CLOSE_HEARING: guidance.close_due_hearing,
    guidance.PUT_IN_FORCE: guidance.put_in_force,
    guidance.REMIND: guidance.remind_of_reviews,
    guidance.TELL: guidance.tell_readers,
    meetings.MAIL: meetings.mail,
    room.MAIL: room.mail_minutes,
    meetings.SEND: meetings.send_due,
    login.SEND_LINK: login.send_link,
    **{name: login.teller(name) for name in login.MAILS},
}

# What the worker throws away every hour, because nothing looks at it any more.
TIDYING: tuple[Callable[..., int], ...] = (
    jobs.clear,
    files.clear_orphans,
    guesses.clear_guesses,
    passwords.clear_links,
    sessions.clear_sessions,
)
