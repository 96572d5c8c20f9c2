"""Who shows which topics to those who follow them, by the word before the colon."""

from __future__ import annotations

from collections.abc import Mapping

from pejl.foundation.live.views import View
from pejl.room.live import RoomView

VIEWS: Mapping[str, View] = {"meeting": RoomView()}
