"""The pages of themes: propose, look through, follow one, collect, weigh, order, decide."""

from pejl.themes.pages.areas import areas, close_area, open_area
from pejl.themes.pages.collecting import collect, collect_alike, collections, end_collection, hands
from pejl.themes.pages.deciding import decide, merge
from pejl.themes.pages.lists import list_themes
from pejl.themes.pages.proposing import alike, propose
from pejl.themes.pages.showing import back, resume, show, stop_backing, withdraw
from pejl.themes.pages.table import order, table, weigh, weigh_next

__all__ = [
    "alike",
    "areas",
    "back",
    "close_area",
    "collect",
    "collect_alike",
    "collections",
    "decide",
    "end_collection",
    "hands",
    "list_themes",
    "merge",
    "open_area",
    "order",
    "propose",
    "resume",
    "show",
    "stop_backing",
    "table",
    "weigh",
    "weigh_next",
    "withdraw",
]
