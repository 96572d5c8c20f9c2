"""What a proposal of groups could not have, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pejl.foundation.mixing.remarks import Reason, Remark
from pejl.meetings.queries.mixing import Attendee

# What matters most comes first.
ORDER = (
    Reason.FEWER_GROUPS,
    Reason.MORE_LEADERS_THAN_GROUPS,
    Reason.LEADERS_STAY,
    Reason.SIZES_DIFFER,
    Reason.TOGETHER_AGAIN,
    Reason.FUNCTION_MISSING,
    Reason.FUNCTION_SCARCE,
)


def sentences(remarks: Iterable[Remark[UUID]], labels: Sequence[str], people: Mapping[UUID, Attendee]) -> Iterator[str]:
    """What matters most first; ``labels`` are what the groups are called.

    Who was together before comes in one sentence for each time. That the only one with a function sits in one group
    is nothing to remark on.
    """
    by_kind = sorted(remarks, key=lambda one: (ORDER.index(one.reason), one.meetings_ago))
    for (reason, ago), some in groupby(by_kind, key=lambda one: (one.reason, one.meetings_ago)):
        if reason == Reason.TOGETHER_AGAIN:
            yield _together(ago, [_names(remark, people) for remark in some])
        else:
            yield from (_sentence(remark, labels, people) for remark in some if not _is_only_one(remark, labels))


def _is_only_one(remark: Remark[UUID], labels: Sequence[str]) -> bool:
    return remark.reason == Reason.FUNCTION_SCARCE and len(remark.groups) == len(labels) - 1


def _names(remark: Remark[UUID], people: Mapping[UUID, Attendee]) -> str:
    return _listed([people[key].label for key in remark.keys if key in people])


def _sentence(remark: Remark[UUID], labels: Sequence[str], people: Mapping[UUID, Attendee]) -> str:
    told = {
        "groups": _listed([labels[number] for number in remark.groups]),
        "names": _names(remark, people),
        "function": remark.name,
    }
    if remark.reason in (Reason.FUNCTION_MISSING, Reason.FUNCTION_SCARCE):
        return _function(remark, labels, told)
    if remark.reason == Reason.FEWER_GROUPS:
        return _("There are fewer people than the groups you asked for, so there are fewer groups.")
    if remark.reason == Reason.SIZES_DIFFER:
        return _("Larger than the rest, because those in it stay: %(groups)s.") % told
    if remark.reason == Reason.LEADERS_STAY:
        return _("Leaders together in %(groups)s: %(names)s. They stay there.") % told
    return _("Leaders together in %(groups)s: %(names)s. There are more leaders than groups.") % told


def _function(remark: Remark[UUID], labels: Sequence[str], told: Mapping[str, str]) -> str:
    """Named by the shorter list: the groups without, or the groups with."""
    having = [label for number, label in enumerate(labels) if number not in remark.groups]
    if len(having) < len(remark.groups):
        return _("%(function)s: only in %(groups)s.") % {**told, "groups": _listed(having)}
    if remark.reason == Reason.FUNCTION_MISSING:
        return _("%(function)s: none in %(groups)s, though there are enough for all groups.") % told
    return _("%(function)s: none in %(groups)s.") % told


def _together(meetings_ago: int, names: Sequence[str]) -> str:
    told = {"names": "; ".join(names)}
    if meetings_ago == 1:
        return _("Together last time too: %(names)s.") % told
    return _("Together the time before last too: %(names)s.") % told


def _listed(names: Sequence[str]) -> str:
    """Names as one says them: “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return pgettext("a list of names", "%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
