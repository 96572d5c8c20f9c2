"""What the room's pages show while a meeting is held, and what of it changes by itself."""

from pejl.room.live.looking import Look
from pejl.room.live.showing import html_of
from pejl.room.live.view import RoomView
from pejl.room.names import ViewName

__all__ = ["Look", "RoomView", "ViewName", "html_of"]
