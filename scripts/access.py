"""The access matrix, and the page made from it.

    python -m scripts.access propose                      rows for what the matrix says nothing about
    python -m scripts.access propose ADDRESS [SITUATION]  rows for one address, in one situation
    python -m scripts.access write                        docs/reference/access.md

What ``propose`` prints is what is answered now. That is an observation: whether it is right, a person decides, row by
row (docs/guides/permissions.md).
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable

from scripts.parts import Failed, main


def propose(*asked: str) -> None:
    """Print a row for each address and method that the matrix says nothing about, or for what is ``asked``."""
    # Only now: these read the settings.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from tests.access import proposing  # noqa: PLC0415

    setup_test_environment()
    logging.disable()
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        for line in proposing.observed(*asked):
            print(line, flush=True)
        transaction.set_rollback(True)


def write() -> None:
    """Write docs/reference/access.md."""
    from tests.access import page  # noqa: PLC0415

    page.FILE.write_text(page.text(), encoding="utf-8")


COMMANDS: dict[str, Callable[..., None]] = {"propose": propose, "write": write}


def access() -> None:
    """Run the command named; raises Failed where there is no such command."""
    import django  # noqa: PLC0415

    name, *arguments = sys.argv[1:] or [""]
    if name not in COMMANDS:
        raise Failed(f"Say one of: {', '.join(COMMANDS)}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    COMMANDS[name](*arguments)


if __name__ == "__main__":
    main(access)
