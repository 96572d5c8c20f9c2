"""Dates, times, weeks and numbers as Danes write and type them, and in English where the screen is English."""
