"""What could not be had, as data: the screen says why in its own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from pejl.foundation.mixing.penalty import AGAIN
from pejl.foundation.mixing.people import Groups, Key, Participant


class Reason(StrEnum):
    """What a remark is about, and which of its fields say more."""

    # ``groups`` none; there are fewer people than groups were asked for.
    FEWER_GROUPS = "fewer_groups"
    # ``groups``: those that are larger than an even division would make them, because their members stay.
    SIZES_DIFFER = "sizes_differ"
    # ``keys``: leaders who share the group, because there are more leaders than groups.
    MORE_LEADERS_THAN_GROUPS = "more_leaders_than_groups"
    # ``keys``: leaders who share the group because members stay.
    LEADERS_STAY = "leaders_stay"
    # ``name``: a function that is in fewer people than there are groups; ``groups``: those without.
    FUNCTION_SCARCE = "function_scarce"
    # ``name``: a function that would have been enough for all groups; ``groups``: those without.
    FUNCTION_MISSING = "function_missing"
    # ``keys``: people who share the group now and shared one ``meetings_ago``.
    TOGETHER_AGAIN = "together_again"


@dataclass(frozen=True, kw_only=True)
class Remark(Generic[Key]):
    """One thing that could not be had. ``groups`` are counted from 0."""

    reason: Reason
    groups: tuple[int, ...] = ()
    keys: tuple[Key, ...] = ()
    name: str = ""
    meetings_ago: int = 0


def sizes_differ(groups: Groups[Key]) -> Iterator[Remark[Key]]:
    """Groups that have two more than another."""
    smallest = min(map(len, groups), default=0)
    if large := tuple(number for number, group in enumerate(groups) if len(group) > smallest + 1):
        yield Remark(reason=Reason.SIZES_DIFFER, groups=large)


def leaders_share(people: Sequence[Participant[Key]], groups: Groups[Key]) -> Iterator[Remark[Key]]:
    """Groups with several leaders."""
    leaders = {person.key for person in people if person.is_leader}
    unavoidable = -(-len(leaders) // max(1, len(groups)))
    for number, group in enumerate(groups):
        here = tuple(key for key in group if key in leaders)
        if len(here) > 1:
            too_many = len(here) > unavoidable
            reason = Reason.LEADERS_STAY if too_many else Reason.MORE_LEADERS_THAN_GROUPS
            yield Remark(reason=reason, groups=(number,), keys=here)


def functions_lack(people: Sequence[Participant[Key]], groups: Groups[Key]) -> Iterator[Remark[Key]]:
    """Functions that are not in every group."""
    functions = {person.key: person.functions for person in people}
    total = Counter(name for names in functions.values() for name in names)
    for name in sorted(total):
        without = tuple(
            number for number, group in enumerate(groups) if not any(name in functions[key] for key in group)
        )
        if without:
            scarce = total[name] < len(groups)
            yield Remark(
                reason=Reason.FUNCTION_SCARCE if scarce else Reason.FUNCTION_MISSING, groups=without, name=name
            )


def together_again(groups: Groups[Key], earlier: Sequence[Groups[Key]]) -> Iterator[Remark[Key]]:
    """Those who share a group once more, as many in one remark as shared it then."""
    for ago, meeting in enumerate(earlier[: len(AGAIN)], start=1):
        for number, group in enumerate(groups):
            for before in map(set, meeting):
                again = tuple(key for key in group if key in before)
                if len(again) > 1:
                    yield Remark(reason=Reason.TOGETHER_AGAIN, groups=(number,), keys=again, meetings_ago=ago)
