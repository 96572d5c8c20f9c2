"""The limit: a broadcaster that only writes. What comes in as a datagram goes to every connection, as it is.

Started by the bench with an open socket and the path of a Unix socket: ``python -m bench.live.bare FD PATH``.
"""

from __future__ import annotations

import asyncio
import socket
import sys

import uvloop

transports: set[asyncio.Transport] = set()


class Connection(asyncio.Protocol):
    """One listener."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody listens."""
        self.transport = transport
        transports.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody does any longer."""
        transports.discard(self.transport)


async def main() -> None:
    """Until it is ended from outside."""
    loop = asyncio.get_running_loop()
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.bind(sys.argv[2])
    ear.setblocking(False)
    loop.add_reader(ear, lambda: broadcast(ear.recv(256 * 1024)))
    await loop.create_server(Connection, sock=socket.socket(fileno=int(sys.argv[1])))
    await loop.create_future()


def broadcast(frame: bytes) -> None:
    """The same bytes to all."""
    for transport in transports:
        transport.write(frame)


if __name__ == "__main__":
    uvloop.run(main())
