"""`python -m pejl …`: Django's commands and Pejl's own, with Pejl's settings."""

import os

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.wiring.settings")
    execute_from_command_line()


if __name__ == "__main__":
    main()
