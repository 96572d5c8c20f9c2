"""From what is typed to clean values."""
