"""The tasks that jobs may name."""

from __future__ import annotations

from pejl.foundation.jobs.operations import Task
from pejl.foundation.login.operations import mails as login
from pejl.foundation.notices import operations as notices

TASKS: dict[str, Task] = {
    notices.DELIVER: notices.deliver,
    login.SEND_LINK: login.send_link,
    **{name: login.teller(name) for name in login.MAILS},
}
