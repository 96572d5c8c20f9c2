"""Every change of a theme, of who stands behind it, and of a group's table: each step reaches those who wait for it."""

from pejl.themes.operations.areas import add_area, close_area, open_area
from pejl.themes.operations.backing import back, back_by_hand, stop_backing
from pejl.themes.operations.collecting import begin_collection, end_collection
from pejl.themes.operations.deciding import decide, take_step
from pejl.themes.operations.proposing import collect, propose, resume, withdraw
from pejl.themes.operations.table import arrange, weigh
from pejl.themes.operations.telling import LONGEST_IN_MAIL

__all__ = [
    "LONGEST_IN_MAIL",
    "add_area",
    "arrange",
    "back",
    "back_by_hand",
    "begin_collection",
    "close_area",
    "collect",
    "decide",
    "end_collection",
    "open_area",
    "propose",
    "resume",
    "stop_backing",
    "take_step",
    "weigh",
    "withdraw",
]
