"""Themes, what was decided on them, who backs them, how a group weighs them, and where they were collected."""

from pejl.themes.models.areas import Area, AreaQuerySet
from pejl.themes.models.backing import Backing, BackingQuerySet
from pejl.themes.models.collections import Collection, CollectionQuerySet
from pejl.themes.models.table import Placement, PlacementQuerySet, Weight, WeightQuerySet
from pejl.themes.models.themes import Theme, ThemeQuerySet
from pejl.themes.models.trail import Decision, OfThemeQuerySet, Step

__all__ = [
    "Area",
    "AreaQuerySet",
    "Backing",
    "BackingQuerySet",
    "Collection",
    "CollectionQuerySet",
    "Decision",
    "OfThemeQuerySet",
    "Placement",
    "PlacementQuerySet",
    "Step",
    "Theme",
    "ThemeQuerySet",
    "Weight",
    "WeightQuerySet",
]
