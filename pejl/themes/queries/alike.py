"""Which themes ask for much the same: simple on purpose, since a person looks and decides.

Two words are kin when they are the same without their ending, when one is the first or last part of the other (praktik,
virksomhedspraktik), or when they begin alike (sygemeldt, sygedagpenge).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from django.db.models.functions import Left

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.themes.models import Theme

# From here on two texts are alike, from 0 to 1; and so many are shown.
ALIKE, MOST = 0.5, 5
# What a theme is about, it says in its first lines.
READ = 600
SAME, PART, BEGINNING = 1.0, 0.9, 0.5
# A word in the need says less of what a theme is about than one in its title.
IN_NEED = 0.6
SHORTEST, SHORTEST_PART = 4, 5

_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDINGS = tuple(re.findall(r"\w+", "ernes erens endes erne eren enes ende ene ens ets ere ers er en et es te de e s"))
# Words that most themes share, whatever they are about.
_IDLE = frozenset(
    _WORD.findall(
        search_key("""
        anden andet andre igen tilbage hvad hvem hvor hvordan hvorfor hvornår hvilke hvilken hvilket hvis altid aldrig
        bedre bruge bruger brug bruges
        borger borgere borgeren borgerens borgerne både deres dette disse eller efter ellers endnu færre først første
        flere fordi forskelligt forskellige fælles gerne gode godt gøre hinanden ikke inden kollega kollegaer kolleger
        kommer kunne lige lægger mange meget mellem mere mindre måske måde nogen nogle noget også over rigtig rigtige
        sagen sager selv siger skal skriver skulle stadig tager tema under uden varer vide ville være været vores siden
        sammen bliver blive hele hver jeres måtte rundt samme sådan
        """)
    )
)
# A shared beginning that is one of these and little more is no kinship: forløb, forlængelse.
_PREFIXES = ("efter", "mellem", "under", "over", "sam", "for", "ind")


@dataclass(frozen=True)
class Text:
    """What a theme is about, as the words of its title and its need without their endings."""

    title: frozenset[str]
    need: frozenset[str]


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, without their endings."""
    return frozenset(stem for word in _WORD.findall(text) if (stem := _stem(word)))


def text_of(title: str, need: str) -> Text:
    """What to compare of a theme."""
    return Text(words_of(title), words_of(need[:READ]))


def likeness(asked: Text, others: Sequence[Text]) -> list[float]:
    """How much each of the others asks for the same, from 0 to 1: the share of one's title that has kin in the other.

    Whichever of the two titles is covered better counts, so that a short one is found in a long one.
    """
    vocabulary = frozenset().union(*(other.title | other.need for other in others)) if others else frozenset()
    kin_of = [_kin_in(vocabulary, word) for word in asked.title]
    back = _best(kin_of)
    for word, kinship in _best(_alike_beginnings(vocabulary, asked.need - asked.title)).items():
        back[word] = max(back.get(word, 0), kinship * IN_NEED)
    return [max(_covered(kin_of, other), _mean(back.get(word, 0) for word in other.title)) for other in others]


def alike_to(title: str, need: str, *, person: Person, besides: Theme | None = None) -> list[Theme]:
    """The themes still on their way that ask for much the same, the most alike first, as listed."""
    asked = text_of(title, need)
    if not asked.title:
        return []
    found = Theme.objects.visible_to(person).taking_in().newest()
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    rows = list(found.annotate(beginning=Left("need", READ)).values_list("pk", "title", "beginning"))
    scores = likeness(asked, [text_of(row[1], row[2]) for row in rows])
    ranked = sorted((-score, place) for place, score in enumerate(scores) if score >= ALIKE)
    wanted = [rows[place][0] for _score, place in ranked[:MOST]]
    themes = Theme.objects.visible_to(person).select_related("area").in_bulk(wanted)
    return [themes[key] for key in wanted]


@lru_cache(maxsize=65536)
def _stem(written: str) -> str:
    """Without its ending, and the consonant that the ending doubled: Praktikker, praktik. Nothing for idle words."""
    word = search_key(written)
    if word in _IDLE:
        return ""
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    bare = word.removesuffix(ending)
    if len(bare) < SHORTEST:
        return word
    return bare[:-1] if len(bare) > SHORTEST and bare[-1] == bare[-2] and bare[-1] not in "aeiouyæøå" else bare


def _kinship(one: str, other: str) -> float:
    if one == other:
        return SAME
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short)):
        return PART
    return BEGINNING if _begin_alike(one, other) else 0


def _begin_alike(one: str, other: str) -> bool:
    shared = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    prefix = next((len(prefix) for prefix in _PREFIXES if one.startswith(prefix)), 0)
    return shared >= max(SHORTEST, prefix + 3 if prefix else 0)


def _kin_in(vocabulary: Iterable[str], word: str) -> dict[str, float]:
    """Every word of a vocabulary that is kin to a word, and how near."""
    start, ends = word[:SHORTEST], word[-SHORTEST_PART:]
    near = (other for other in vocabulary if other.startswith(start) or ends in other or other in word)
    return {other: kinship for other in near if (kinship := _kinship(word, other))}


def _alike_beginnings(vocabulary: Iterable[str], words: Iterable[str]) -> list[dict[str, float]]:
    """As ``_kin_in`` for many words at once, but only what begins alike."""
    starting: dict[str, list[str]] = defaultdict(list)
    for other in vocabulary:
        starting[other[:SHORTEST]].append(other)
    found = []
    for word in words:
        near = starting.get(word[:SHORTEST], ())
        found.append({other: kinship for other in near if (kinship := _kinship(word, other))})
    return found


def _best(kin_of: Iterable[Mapping[str, float]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for kin in kin_of:
        for word, kinship in kin.items():
            best[word] = max(best.get(word, 0), kinship)
    return best


def _covered(kin_of: Sequence[Mapping[str, float]], other: Text) -> float:
    return _mean(
        max(
            max((kin[word] for word in kin.keys() & other.title), default=0),
            max((kin[word] for word in kin.keys() & other.need), default=0) * IN_NEED,
        )
        for kin in kin_of
    )


def _mean(values: Iterable[float]) -> float:
    all_ = list(values)
    return sum(all_) / len(all_) if all_ else 0
