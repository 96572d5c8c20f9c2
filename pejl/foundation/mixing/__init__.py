"""Dividing people into groups in which they meet others than themselves."""
