"""Pejl: the working tool of learning in Danish job centres."""

__version__ = "0.1.0"
