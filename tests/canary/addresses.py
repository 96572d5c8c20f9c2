"""Every address Pejl answers, with what its parameters stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What a parameter in an address stands for. A new one must be added here: the walk stops until it is.
PARAMETERS: dict[str, str] = {
    "theme_id": "themes.Theme",
    "area_id": "themes.Area",
    "collection_id": "themes.Collection",
    "meeting_id": "meetings.Meeting",
    "template_id": "meetings.Template",
    "item_id": "meetings.AgendaItem",
    "ask_id": "meetings.Ask",
    "preparation_id": "meetings.Preparation",
    "preparation_file_id": "meetings.PreparationFile",
    "pause_id": "meetings.Pause",
    "closed_id": "meetings.ClosedDays",
    "kind_id": "guidance.Kind",
    "product_id": "guidance.Product",
    "version_id": "guidance.Version",
    "block_id": "guidance.Block",
    "attached_id": "guidance.Block",
    "request_id": "guidance.ApprovalRequest",
    "comment_id": "guidance.Comment",
    "feedback_id": "guidance.Feedback",
    "list_id": "guidance.ReadingList",
    "entry_id": "guidance.ReadingEntry",
    "card_id": "room.Card",
    "hand_id": "room.Hand",
    "cluster_id": "room.Cluster",
    "poster_id": "room.Poster",
    "decision_id": "room.JointDecision",
    "duty_id": "room.ProductDuty",
    "point_id": "room.UnclearPoint",
    "sending_id": "room.MinutesSending",
    "offer_id": "room.LeadOffer",
    "round_id": "room.Round",
    "agreement_id": "agreements.Agreement",
    "goal_id": "agreements.LearningGoal",
    "answer_id": "agreements.GoalAnswer",
    "sparring_id": "agreements.SparringOffer",
    "person_id": "tenancy.Person",
    "statement_id": "direction.Statement",
    "link_id": "direction.Link",
    "guest_link_id": "meetings.GuestLink",
    "feed_id": "meetings.Feed",
    "group_id": "organisation.WorkingGroup",
    "unit_id": "organisation.Unit",
    "import_id": "organisation.Import",
    "function_id": "organisation.Function",
    "membership_id": "organisation.Membership",
    "assignment_id": "organisation.Assignment",
    "seat_id": "organisation.GroupMembership",
    "served_id": "organisation.ServedMunicipality",
    "row_id": "room.UnclearPoint",
}
# Parameters that are no ids, and what to put there.
PLAIN: dict[str, str] = {
    "number": "1",
    "place": "themes:propose",
    "part": "unclear",
    "key": "mark",
    "state": "proposed",
    "paper": "agenda",
    "form": "pdf",
    "secret": "pejl_x",
    "code": "CDFGHJKM",
    "slug": "aftaler",
    "section": "agreements",
}


@dataclass(frozen=True)
class Address:
    """One route: its pattern, its name, and its parameters in order."""

    route: str
    name: str
    parameters: tuple[str, ...]

    def path(self, ids: dict[str, Any]) -> str:
        """The path with each parameter filled in."""
        path = "/" + self.route
        for parameter in self.parameters:
            start = path.index("<")
            path = path[:start] + str(ids[parameter]) + path[path.index(">") + 1 :]
        return path


def all_addresses() -> list[Address]:
    """Each of them; raises LookupError for a parameter that nobody explained."""
    by_route = {address.route: address for address in _below(get_resolver(), "", "")}
    return [by_route[route] for route in sorted(by_route)]


def _below(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _below(entry, here, entry.namespace or namespace)
        elif isinstance(entry, URLPattern):
            parameters = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
            unknown = [one for one in parameters if one not in PARAMETERS and one not in PLAIN]
            if unknown:
                raise LookupError(f"{here}: say in tests/canary/addresses.py what {unknown} stands for")
            yield Address(here, f"{namespace}:{entry.name}", parameters)
