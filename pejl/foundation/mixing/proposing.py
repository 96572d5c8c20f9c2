"""The proposal: groups in which functions, units and experience are mixed, and whoever met last time is apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic

from django.utils.translation import gettext as _

from pejl.foundation.mixing import remarks, sizes
from pejl.foundation.mixing.people import Groups, Key, Participant
from pejl.foundation.mixing.remarks import Reason, Remark
from pejl.foundation.mixing.seating import Seating
from pejl.foundation.refusals import Invalid


@dataclass(frozen=True, kw_only=True)
class Proposal(Generic[Key]):
    """Groups of keys, in each of them those who stay, then leaders, colleagues, guests; and what could not be had."""

    groups: tuple[tuple[Key, ...], ...]
    remarks: tuple[Remark[Key], ...]


def groups(
    people: Collection[Participant[Key]],
    *,
    seed: str,
    number: int | None = None,
    size: int | None = None,
    staying: Sequence[Sequence[Key]] = (),
    earlier: Sequence[Groups[Key]] = (),
) -> Proposal[Key]:
    """Divide people into ``number`` groups, or into as few as hold at most ``size`` each.

    ``staying`` are the members that the first groups have already and keep. ``earlier`` are the groups of the last
    meeting and of the one before; people who are not there now may be among them. The same input and ``seed`` give
    the same groups, in whatever order the people come; another seed gives another proposal.

    Raises ``Invalid`` for a number or size below 1, somebody who is named twice or stays without taking part, and for
    fewer groups than have members who stay.
    """
    staying = _without_empty_end(staying)
    _refuse_doubtful(people, staying)
    count = sizes.how_many(len(people), number=number, size=size, taken=len(staying))
    dealt = sorted(people, key=lambda person: _turn(person, seed))
    divided = _divide(dealt, count, staying, earlier)
    found = [
        *([Remark[Key](reason=Reason.FEWER_GROUPS)] if number is not None and count < number else []),
        *remarks.sizes_differ(divided),
        *remarks.leaders_share(dealt, divided),
        *remarks.functions_lack(dealt, divided),
        *remarks.together_again(divided, earlier),
    ]
    return Proposal(groups=divided, remarks=tuple(found))


def _divide(
    people: Sequence[Participant[Key]],
    count: int,
    staying: Sequence[Sequence[Key]],
    earlier: Sequence[Groups[Key]],
) -> tuple[tuple[Key, ...], ...]:
    numbers = {person.key: turn for turn, person in enumerate(people)}
    kept = [*staying, *[()] * (count - len(staying))]
    seating = Seating(people, sizes.even(len(people), [len(group) for group in kept]), earlier)
    for group, members in enumerate(kept):
        for key in members:
            seating.put(numbers[key], group)
    free = [turn for turn in range(len(people)) if turn not in seating.place]
    seating.deal(free)
    seating.improve(free)
    joining: list[list[Key]] = [[] for _group in kept]
    for turn in sorted(free, key=lambda turn: (people[turn].is_guest, turn)):
        joining[seating.place[turn]].append(people[turn].key)
    return tuple((*members, *others) for members, others in zip(kept, joining, strict=True))


def _turn(person: Participant[Key], seed: str) -> tuple[bool, bytes, bytes, bytes, bytes]:
    """Leaders first, then those who are alike one after the other, each kind and each person by lot.

    The lot is drawn by a digest: it knows neither the order of the input nor the running Python.
    """
    return (
        not person.is_leader,
        _lot(seed, *sorted(person.functions)),
        _lot(seed, *sorted(person.units)),
        _lot(seed, person.experience or ""),
        _lot(seed, str(person.key)),
    )


def _lot(*texts: str) -> bytes:
    return blake2b("\0".join(texts).encode(), digest_size=16).digest()


def _without_empty_end(staying: Sequence[Sequence[Key]]) -> Sequence[Sequence[Key]]:
    last = max((number for number, group in enumerate(staying, start=1) if group), default=0)
    return staying[:last]


def _refuse_doubtful(people: Collection[Participant[Key]], staying: Sequence[Sequence[Key]]) -> None:
    keys = {str(person.key) for person in people}
    if len(keys) < len(people):
        raise Invalid(_("The same person takes part twice."), field="people")
    stay = [str(key) for group in staying for key in group]
    if len(set(stay)) < len(stay):
        raise Invalid(_("The same person stays in two groups."), field="staying")
    if not keys.issuperset(stay):
        raise Invalid(_("Somebody stays in a group without taking part in the meeting."), field="staying")
