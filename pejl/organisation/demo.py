"""The demo's two invented job centres, and who works there. No such municipalities, and no such people, exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.organisation import operations
from pejl.organisation.models import Function, Unit, WorkingGroup
from pejl.organisation.names import Side

APPROVE = ("Faglig koordinator", "Afdelingsleder", "Jobcenterchef")
MANAGE = ("Afdelingsleder", "Jobcenterchef")


@dataclass(frozen=True)
class Colleague:
    """Somebody invented: the first name is the key that the rest of the story knows them by.

    ``leads`` names units; ``deputy`` and ``mentor`` are the keys of colleagues.
    """

    name: str
    function: str
    units: tuple[str, ...]
    decides: bool = False
    leads: tuple[str, ...] = ()
    deputy: str = ""
    mentor: str = ""

    @property
    def key(self) -> str:
        """How the story calls them."""
        return self.name.split()[0].lower().replace("ø", "oe").replace("æ", "ae").replace("å", "aa")


@dataclass(frozen=True)
class Centre:
    """An invented job centre. Its first colleague is the one it is opened by, and looks after Pejl.

    ``inside`` says which unit lies in which, ``sides`` on which side a unit is, ``codes`` which municipalities it
    works for; guests are name, address and where they come from.
    """

    name: str
    domain: str
    group: str
    colleagues: tuple[Colleague, ...]
    guests: tuple[tuple[str, str, str], ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    mandate: str = ""


@dataclass(frozen=True)
class Opened:
    """A job centre as it stands in the database: its people by key, guests among them, and its working group."""

    space: Space
    people: Mapping[str, Person]
    group: WorkingGroup


SICK_PAY, EMPLOYERS = "Sygedagpengeteamet", "Virksomhedsteamet"

NORDAGER = Centre(
    name="Jobcenter Nordager",
    domain="nordager.example",
    group="Arbejdsgruppen for læringsmøder",
    colleagues=(
        Colleague("Birthe Høgsvang", "Faglig koordinator", (SICK_PAY,), decides=True, deputy="amina"),
        Colleague("Vibeke Thorlund", "Jobcenterchef", (SICK_PAY, EMPLOYERS), deputy="joergen"),
        Colleague("Jørgen Vestmark", "Afdelingsleder", (SICK_PAY,), decides=True, leads=(SICK_PAY,), deputy="leyla"),
        Colleague("Leyla Sandholt", "Afdelingsleder", (EMPLOYERS,), decides=True, leads=(EMPLOYERS,), deputy="joergen"),
        Colleague("Amina Lindeskov", "Sagsbehandler", (SICK_PAY,), decides=True, deputy="solveig"),
        Colleague("Mikkel Raskbæk", "Sagsbehandler", (SICK_PAY,)),
        Colleague("Solveig Brandholm", "Sagsbehandler", (SICK_PAY,)),
        Colleague("Nadim Elmbak", "Sagsbehandler", (SICK_PAY,), mentor="solveig"),
        Colleague("Rune Østervang", "Jobkonsulent", (EMPLOYERS,)),
        Colleague("Mai Agerlin", "Jobkonsulent", (EMPLOYERS,)),
        Colleague("Gitte Holmvang", "Mentor", (EMPLOYERS,)),
        Colleague("Asbjørn Winterlund", "Lægekonsulent", (SICK_PAY,)),
    ),
    guests=(("Johan Ellekær", "johan@praksisforskning.example", "Center for Praksisforskning"),),
    sides={SICK_PAY: Side.AUTHORITY, EMPLOYERS: Side.PROVIDER},
    mandate=(
        "Gruppen vælger, hvilke temaer vi mødes om, og sammen med mødelederne indhold, form, deltagere og dag.\n"
        "Den beslutter på hele jobcentrets vegne og begrunder hver beslutning over for den, der meldte temaet ind."
    ),
)

SOENDERSKOV = Centre(
    name="Jobcenter Sønderskov",
    domain="soenderskov.example",
    group="Temagruppen",
    colleagues=(
        Colleague("Sanne Uldbjerg", "Afdelingsleder", ("Job og Sundhed",), decides=True, leads=("Job og Sundhed",)),
        Colleague("Hassan Damkær", "Sagsbehandler", ("Job og Sundhed",)),
        Colleague("Else Kornmark", "Jobkonsulent", ("Job og Sundhed",)),
    ),
)


def open_centre(centre: Centre, *, now: datetime) -> Opened:
    """Open an invented job centre and employ everybody from that day on."""
    space = tenancy.open_space(name=centre.name, now=now)
    with scopes.scope(space.pk):
        people = {centre.colleagues[0].key: _first(centre, now)}
        units, functions = _units(centre, now), _functions(centre, now)
        for colleague in centre.colleagues:
            if colleague.key not in people:
                people[colleague.key] = _seat(colleague.name, _address(colleague, centre))
            _place(people[colleague.key], colleague, units, functions, now)
        first = people[centre.colleagues[0].key]
        for name, email, comes_from in centre.guests:
            people[name.split()[0].lower()] = _guest(name, email, comes_from, by=first, now=now)
        group = WorkingGroup.objects.get(name=centre.group)
        if centre.mandate:
            group = operations.change_mandate(group=group, mandate=centre.mandate, by=first, now=now)
        _seat_in(group, centre.colleagues[1:], people, now)
        _appoint(centre, people, units, now)
        for code in centre.codes:
            operations.serve_municipality(code=code, since_on=day_of(now), now=now)
    return Opened(space, people, group)


def _first(centre: Centre, now: datetime) -> Person:
    first = centre.colleagues[0]
    return operations.open_job_centre(
        unit_name=first.units[0],
        function_name=first.function,
        group_name=centre.group,
        person_name=first.name,
        account=Account.objects.create_user(_address(first, centre), None),
        now=now,
    )


def _units(centre: Centre, now: datetime) -> dict[str, Unit]:
    """Every unit by its name, also those that others lie in; the first one is there already."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    belonged = (name for colleague in centre.colleagues for name in colleague.units)
    for name in dict.fromkeys([*belonged, *centre.inside, *centre.inside.values()]):
        if name not in units:
            units[name] = operations.add_unit(name=name, since_on=day_of(now), now=now)
    for name, around in centre.inside.items():
        units[name] = operations.move_unit(unit=units[name], parent=units[around], now=now)
    for name, side in centre.sides.items():
        units[name] = operations.take_side(unit=units[name], side=side, now=now)
    return units


def _functions(centre: Centre, now: datetime) -> dict[str, Function]:
    """Every function by its name; the first one is there already."""
    functions = {
        function.name: operations.change_function(
            function=function,
            name=function.name,
            may_approve=function.name in APPROVE,
            is_management=function.name in MANAGE,
            now=now,
        )
        for function in Function.objects.all()
    }
    for name in dict.fromkeys(colleague.function for colleague in centre.colleagues):
        if name not in functions:
            functions[name] = operations.add_function(
                name=name, may_approve=name in APPROVE, is_management=name in MANAGE, now=now
            )
    return functions


def _seat(name: str, email: str) -> Person:
    """Somebody with a way in but no password: the demo is stepped into."""
    return tenancy.seat(name=name, account=Account.objects.create_user(email, None))


def _guest(name: str, email: str, comes_from: str, *, by: Person, now: datetime) -> Person:
    """Somebody from outside, with a way in as the others have."""
    person = operations.welcome_guest(name=name, comes_from=comes_from, email=email, by=by, now=now)
    person.account = Account.objects.create_user(email, None)
    person.save(update_fields=["account"])
    return person


def _appoint(centre: Centre, people: Mapping[str, Person], units: Mapping[str, Unit], now: datetime) -> None:
    """Who leads, who stands in for whom, who is whose mentor."""
    today = day_of(now)
    for colleague in centre.colleagues:
        person = people[colleague.key]
        for name in colleague.leads:
            operations.appoint_leader(unit=units[name], person=person, since_on=today, now=now)
        if colleague.deputy:
            operations.appoint_deputy(for_person=person, person=people[colleague.deputy], since_on=today, now=now)
        if colleague.mentor:
            operations.appoint_mentor(for_person=person, person=people[colleague.mentor], since_on=today, now=now)


def _place(
    person: Person, colleague: Colleague, units: Mapping[str, Unit], functions: Mapping[str, Function], now: datetime
) -> None:
    """Everybody into their units; whoever opened the job centre is in the first one already."""
    there = set(person.memberships.values_list("unit__name", flat=True))
    for name in colleague.units:
        if name not in there:
            operations.employ(
                person=person,
                unit=units[name],
                function=functions[colleague.function],
                since_on=day_of(now),
                now=now,
            )


def _seat_in(group: WorkingGroup, colleagues: Sequence[Colleague], people: Mapping[str, Person], now: datetime) -> None:
    for colleague in colleagues:
        if colleague.decides:
            operations.seat_in_group(group=group, person=people[colleague.key], since_on=day_of(now), now=now)


def _address(colleague: Colleague, centre: Centre) -> str:
    return f"{colleague.key}@{centre.domain}"
