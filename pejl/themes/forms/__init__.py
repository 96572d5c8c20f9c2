"""What people type about themes."""

from pejl.themes.forms.areas import AddArea
from pejl.themes.forms.collecting import BackByHand, BeginCollection, CollectTheme
from pejl.themes.forms.deciding import DecideOnTheme, MergeTheme
from pejl.themes.forms.lists import FindTheme, NarrowThemes
from pejl.themes.forms.proposing import AskForAlike, BackTheme, ProposeTheme, WithdrawTheme
from pejl.themes.forms.table import OrderTable, WeighTheme

__all__ = [
    "AddArea",
    "AskForAlike",
    "BackByHand",
    "BackTheme",
    "BeginCollection",
    "CollectTheme",
    "DecideOnTheme",
    "FindTheme",
    "MergeTheme",
    "NarrowThemes",
    "OrderTable",
    "ProposeTheme",
    "WeighTheme",
    "WithdrawTheme",
]
