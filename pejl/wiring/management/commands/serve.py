"""``serve``: one web process on a socket that is already open. Started by ``run``."""

from __future__ import annotations

import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pejl.wiring import server


class Command(BaseCommand):
    help = "Answer requests on an open socket, until stopped."
    # `run` has looked before it started this.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The socket."""
        parser.add_argument("--fd", type=int, required=True, help="the descriptor of the listening socket")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT."""
        server.serve(socket.socket(fileno=options["fd"]))
