"""Agreements, learning goals and sparring in the API: importing them puts them on the router."""

from pejl.agreements.endpoints import learning, sparring, taken_on
from pejl.agreements.endpoints.routing import router

__all__ = ["learning", "router", "sparring", "taken_on"]
