"""The tasks that jobs may name."""

from __future__ import annotations

from pejl.foundation.jobs.operations import Task
from pejl.foundation.notices import operations as notices

TASKS: dict[str, Task] = {
    notices.DELIVER: notices.deliver,
}
