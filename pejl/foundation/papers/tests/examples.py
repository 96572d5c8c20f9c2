"""A guide and an agenda as a job centre might write them; the tests look for their words in the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pejl.foundation.papers import sheets
from pejl.foundation.papers.sheets import Fact, Force

PLACE = "Jobcenter Strandby"
PAGE = "Side {page} af {pages}"


def guide(**changes: object) -> sheets.Guide:
    """An action guide on placements; ``changes`` replace fields, or sections by their name (None leaves one out)."""
    named = {name: changes.pop(name, told) for name, told in SECTIONS.items()}
    fields: dict[str, object] = {
        "place": PLACE,
        "kind": "Handlingsanvisning",
        "title": "Virksomhedspraktik for sygemeldte: hvornår, hvorfor og hvor længe",
        "facts": [
            Fact(label="Version", value="3"),
            Fact(label="Ansvarlig", value="Anna Holm, faglig koordinator"),
            Fact(label="Gælder fra", value="2. november 2026"),
            Fact(label="Næste gennemsyn", value="1. maj 2027"),
        ],
        "printed": "Udskrevet kopi fra 22. november 2026. Den gældende udgave findes i Pejl.",
        "printed_on": date(2026, 11, 22),
        "page": PAGE,
        "sections": [section for section in named.values() if section is not None],
    }
    return sheets.Guide(**(fields | changes))  # type: ignore[arg-type]


def agenda(**changes: object) -> sheets.Agenda:
    """A learning meeting's agenda; ``changes`` replace fields."""
    fields: dict[str, object] = {
        "place": PLACE,
        "kind": "Dagsorden",
        "title": "Læringsmøde om virksomhedspraktik",
        "facts": [
            Fact(label="Dato", value="torsdag d. 26. november 2026"),
            Fact(label="Tid", value="kl. 9.00-11.30"),
            Fact(label="Sted", value="Mødelokale 2"),
            Fact(label="Mødeledere", value="Anna Holm og Bo Kjær"),
        ],
        "printed": "Udskrevet kopi fra 22. november 2026.",
        "printed_on": date(2026, 11, 22),
        "page": PAGE,
        "purposes": sheets.Entries(
            heading="Formål",
            entries=[
                "At vide, hvornår loven giver mulighed for virksomhedspraktik",
                "At kende hinandens erfaringer med at begrunde en praktik",
                "At samle de forhold, som skal indgå, før en praktik sættes i gang",
            ],
        ),
        "programme": programme(ITEMS),
        "participants": sheets.Text(
            heading="Deltagere",
            text="Anna Holm, Bo Kjær, Carla Friis, Dorte Vang, Emil Toft, Fatima Noor, Gorm Riis",
        ),
    }
    return sheets.Agenda(**(fields | changes))  # type: ignore[arg-type]


def programme(items: Sequence[sheets.Item]) -> sheets.Programme:
    """These items under their headings."""
    columns = ("Tid", "Punkt", "Hvem", "Hvad det handler om", "Varighed")
    return sheets.Programme(heading="Punkter", columns=columns, items=items)


def groups(**changes: object) -> sheets.Groups:
    """A page for each of two groups; ``changes`` replace fields."""
    agenda_ = agenda()
    fields: dict[str, object] = {
        **{name: getattr(agenda_, name) for name in ("place", "title", "printed", "printed_on", "page")},
        "kind": "Gruppearbejde",
        "facts": (),
        "groups": [
            sheets.Group(
                name=name,
                facts=[
                    Fact(label="Dato", value="torsdag d. 26. november 2026"),
                    Fact(label="Tid", value="kl. 10.20-10.55"),
                    Fact(label="Lokale", value=room),
                    Fact(label="Ordstyrer", value=chair),
                ],
                lists=[
                    sheets.Entries(
                        heading="Spørgsmål", entries=["Hvornår virkede praktikken?", "Hvad ville I gøre anderledes?"]
                    ),
                    sheets.Entries(heading="I gruppen", entries=members),
                ],
            )
            for name, room, chair, members in (
                ("Gruppe A", "Mødelokale 2", "Anna Holm", ["Carla Friis", "Emil Toft", "Gorm Riis"]),
                ("Gruppe B", "Kantinen", "Bo Kjær", ["Dorte Vang", "Fatima Noor"]),
            )
        ],
    }
    return sheets.Groups(**(fields | changes))  # type: ignore[arg-type]


PURPOSE = sheets.Writing(
    heading="Formål",
    text=(
        "Anvisningen samler, hvad vi lægger vægt på, når vi overvejer virksomhedspraktik til en sygemeldt borger. Den "
        "afløser ikke samtalen: borgeren ved bedst selv, hvad der hjælper.\n\n"
        "Den gælder for sagsbehandlere og jobkonsulenter i sygedagpengeafdelingen og bruges sammen med:\n"
        "- borgerens egen plan for at vende tilbage\n"
        "- den lægelige dokumentation, som allerede ligger i sagen"
    ),
)

RULES = sheets.Instructions(
    heading="Reglen og vores brug af den",
    entries=[
        sheets.Instruction(
            force=Force.MUST,
            word="Skal",
            text=(
                "Praktikken skal have et beskrevet formål, som borgeren, arbejdsgiveren og vi forstår på samme måde. "
                "Formålet skrives i planen, før praktikken begynder."
            ),
            citation="LAB § 57, stk. 1, som affattet den 1. januar 2026",
        ),
        sheets.Instruction(
            force=Force.MAY,
            word="Kan",
            text="Praktikken kan begynde med få timer om ugen, når trappen op er aftalt på forhånd.",
            citation="LAB § 59, stk. 2",
        ),
    ],
)

MARKS = sheets.Instructions(
    heading="Pejlemærker",
    entries=[
        sheets.Instruction(
            force=Force.MUST,
            word="Skal",
            text="Afklar først, om hjælpemidler eller ændrede opgaver kan holde borgeren i det job, som borgeren har.",
            evidence=[
                sheets.Evidence(
                    quote="Vi havde en lagermand i praktik i otte uger. En løftevogn havde været nok.",
                    source="Indspark fra gruppe B, læringsmødet 29. oktober 2026",
                ),
                sheets.Evidence(
                    quote="Spørg arbejdsgiveren, før du spørger lægen.",
                    source="Indspark fra gruppe A, læringsmødet 29. oktober 2026",
                ),
            ],
        ),
        sheets.Instruction(
            force=Force.MUST,
            word="Skal",
            text=(
                "Begrund varigheden. Skånehensyn, symptomer og helhedsvurderingen af borgerens personlige, sociale og "
                "faglige ressourcer siger tilsammen, hvor længe der er brug for at prøve."
            ),
        ),
        sheets.Instruction(
            force=Force.MAY,
            word="Kan",
            text="Tag en kollega med ud i virksomheden, når du er i tvivl om, hvad du ser.",
        ),
    ],
)

SITUATIONS = sheets.Situations(
    heading="Situationer",
    columns=(
        "Anvendelse og fagligt grundlag",
        "Mål for indsatsen",
        "Forsørgelse",
        "Administrative krav",
    ),
    rows=[
        sheets.Situation(
            name="Afklaring",
            cells=(
                "Bruges, når borgeren ikke kan vende tilbage til sine hidtidige opgaver.\n"
                "- Behandlingen er afsluttet eller stabil\n"
                "- Skånehensyn er beskrevet af en læge\n"
                "- Hjælpemidler er prøvet",
                "At vide, hvad borgeren kan, i hvilket fag og i hvor mange timer",
                "Sygedagpenge eller ressourceforløbsydelse under jobafklaring",
                "Plan for indsatsen",
            ),
        ),
        sheets.Situation(
            name="Optræning",
            cells=(
                "Bruges, når borgeren har brug for at begynde på nedsat tid og gå gradvist op, eller når et nyt "
                "arbejdsområde kræver tid til at lære.",
                "At arbejdsevnen vokser, så ordinær beskæftigelse kommer inden for rækkevidde",
                "Sygedagpenge",
                "Plan for optrapning; rehabiliteringsplanens forberedende del, når det bliver langvarigt",
            ),
        ),
        sheets.Situation(
            name="Rådighed",
            cells=(
                "Bruges, når en ledig skal vise a-kassen, at vedkommende kan arbejde den tid, som dagpengene kræver.",
                "Et kort forløb med optrapning",
                "Sygedagpenge",
                "Samarbejdsaftale med a-kassen",
            ),
        ),
    ],
)

TOOLS = sheets.Tools(
    heading="Arbejdsredskaber",
    groups=[
        sheets.ToolGroup(
            heading="Skal bruges",
            tools=[
                sheets.Tool(number="727-2011-53", title="Vejledning om virksomhedspraktik til borgeren"),
                sheets.Tool(number="727-2013-5", title="Henvisning til jobkonsulent"),
            ],
        ),
        sheets.ToolGroup(
            heading="Kan bruges",
            tools=[sheets.Tool(number="727-2012-72", title="Virksomhedsskema til opfølgning")],
        ),
        sheets.ToolGroup(
            heading="Kun i en bestemt situation",
            tools=[
                sheets.Tool(
                    number="727-2013-9",
                    title="Rehabiliteringsplanens forberedende del",
                    note="Ved overgang til optræning",
                )
            ],
        ),
    ],
)

REFERENCES = sheets.References(
    heading="Henvisninger",
    groups=[
        sheets.ReferenceGroup(
            heading="Skrivelser og links",
            references=[
                sheets.Reference(
                    title="Virksomhedspraktik trin for trin",
                    detail="Senest revideret 1. oktober 2026",
                    address="https://example.org/virksomhedspraktik/trin-for-trin-om-formaal-varighed-og-opfoelgning",
                )
            ],
            none="Ingen relevante",
        ),
        sheets.ReferenceGroup(
            heading="Lovguide",
            references=[
                sheets.Reference(
                    title="Tilbud om virksomhedspraktik (målgruppe 2.1)", detail="Senest revideret 4. september 2026"
                )
            ],
            none="Ingen relevante",
        ),
        sheets.ReferenceGroup(heading="Principmeddelelser", references=[], none="Ingen relevante"),
    ],
)

HISTORY = sheets.History(
    heading="Udgaver",
    columns=("Version", "Udgivet", "Ansvarlig", "Hvad er ændret"),
    versions=[
        sheets.Version(
            number="3",
            published="2. november 2026",
            responsible="Anna Holm",
            changes="Nyt pejlemærke om hjælpemidler efter læringsmødet i oktober.",
        ),
        sheets.Version(
            number="2", published="4. maj 2026", responsible="Bo Kjær", changes="Dokumentnumre rettet i redskaberne."
        ),
        sheets.Version(number="1", published="12. januar 2026", responsible="Bo Kjær", changes="Første udgave."),
    ],
)

SECTIONS: dict[str, object] = {
    "purpose": PURPOSE,
    "marks": MARKS,
    "rules": RULES,
    "parameters": None,
    "situations": SITUATIONS,
    "further": None,
    "tools": TOOLS,
    "references": REFERENCES,
    "history": HISTORY,
}

ITEMS = [
    sheets.Item(
        clock="9.00-9.10",
        title="Rammesætning",
        length="10 min.",
        who="Anna Holm",
        text="Hvorfor vi mødes om praktik netop nu, og hvad vi skal have ud af formiddagen.",
    ),
    sheets.Item(
        clock="9.10-9.25",
        title="Runde: Hvad vil jeg gerne have svar på i dag?",
        length="15 min.",
        who="Alle",
    ),
    sheets.Item(
        clock="9.25-9.40",
        title="Oplæg om loven og det faglige grundlag",
        length="15 min.",
        who="Dorte Vang",
        points=["Hvornår giver loven mulighed for praktik?", "Hvad skal stå i planen?"],
    ),
    sheets.Item(
        clock="9.40-10.10",
        title="Praksiseksempler",
        length="30 min.",
        text="Hvad gjorde jeg, hvorfor gjorde jeg det, og hvad var den faglige begrundelse?",
        parts=[
            [sheets.Item(clock="9.40-9.50", title="Praktik for at vise rådighed", length="10 min.", who="Bo Kjær")],
            [sheets.Item(clock="9.50-10.00", title="Praktik i egen virksomhed", length="10 min.", who="Emil Toft")],
            [sheets.Item(clock="10.00-10.10", title="Fra optræning til nyt fag", length="10 min.", who="Carla Friis")],
        ],
    ),
    sheets.Item(clock="10.10-10.20", title="Pause", length="10 min.", is_quiet=True),
    sheets.Item(
        clock="10.20-10.55",
        title="Videndeling i grupper",
        length="35 min.",
        points=[
            "En runde: sådan bruger jeg oftest praktik",
            "Derefter dialog mellem dem, der ved, og dem, der spørger",
        ],
        parts=[
            [
                sheets.Item(
                    clock="10.20-10.55",
                    title=name,
                    facts=[
                        Fact(label="Lokale", value=room),
                        Fact(label="Ordstyrer", value=chair),
                        Fact(label="I gruppen", value=members),
                    ],
                    points=asked,
                )
                for name, room, chair, members, asked in (
                    ("Gruppe A", "Mødelokale 2", "Anna Holm", "Carla Friis, Emil Toft, Gorm Riis", []),
                    ("Gruppe B", "Kantinen", "Bo Kjær", "Dorte Vang, Fatima Noor", ["Hvad ville I gøre anderledes?"]),
                )
            ]
        ],
    ),
    sheets.Item(clock="10.55-11.10", title="Opsamling på viden", length="15 min.", who="Grupperne"),
    sheets.Item(
        clock="11.10-11.25",
        title="Opsamling på læring",
        length="15 min.",
        who="Alle",
        points=["Hvad tager jeg med mig?", "Hvad vil jeg indføre i min praksis, og hvordan?"],
    ),
    sheets.Item(clock="11.25-11.30", title="Koordinering og opfølgning", length="5 min.", who="Anna Holm"),
]
