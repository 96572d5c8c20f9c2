"""A staff file as it comes out of personnel systems, and as it should not."""

from __future__ import annotations

import contextlib
import csv
import io
import random
import time
from datetime import date

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pejl.foundation.privacy import cpr
from pejl.foundation.refusals import Refusal
from pejl.organisation.forms import staff_file
from pejl.organisation.forms.staff_columns import Column, Headings, meaning
from pejl.organisation.models.staff import StaffRow
from pejl.organisation.pages.importing import TEMPLATE

TODAY = date(2026, 3, 4)
HEAD = "Medarbejdernr.;Navn;E-mail;Afdeling;Stilling;Ansat fra;Fratrådt\n"
EXPORT = (
    "sep=;\r\n"
    "Medarbejderoversigt;;;;;;;;\r\n"
    "Udskrevet 1. marts 2026;;;;;;;;\r\n"
    ";;;;;;;;\r\n"
    "Medarbejdernr.;Navn;E-mail;Telefon;Afdeling;Stilling;Ansat fra;Fratrådt;;\r\n"
    '="0012";"Lindeskov, Amina";Amina@Nordager.EXAMPLE;+45 70 12 34 56;Sygedagpenge;Sagsbehandler;'
    "01-08-2015 00:00;31-12-9999;;\r\n"
    "\r\n"
    "0013;Rune Østervang;;;Virksomhed;Jobkonsulent;20180201;;;\r\n"
)


@pytest.fixture(autouse=True)
def _in_english():
    """The sentences stand here as they stand in the code."""
    with translation.override("en"):
        yield


def read(content):
    """The file, on the day of the tests."""
    return staff_file.read(content, today=TODAY)


def refusal(content):
    """The sentence that a whole file is refused with."""
    with pytest.raises(Refusal) as refused:
        read(content)
    return refused.value.message


def found(lines):
    """(line, column, sentence) of each fault of lines under the usual headings."""
    return [(one.line, one.column, one.text) for one in read(HEAD + lines).faults]


def row(line, number, name, email, unit, function, since=None):
    """A row without end and leader."""
    return StaffRow(line, number, name, email, unit, function, since, None, "")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("cp1252", b""),
        ("latin-1", b""),
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_real_export_is_read_in_any_encoding_and_by_any_separator(encoding, mark, separator):
    staff = read(mark + EXPORT.replace(";", separator).encode(encoding))
    assert staff.faults == []
    assert staff.unused == ["Telefon"]
    assert staff.rows == [
        row(6, "0012", "Amina Lindeskov", "amina@nordager.example", "Sygedagpenge", "Sagsbehandler", date(2015, 8, 1)),
        row(8, "0013", "Rune Østervang", "", "Virksomhed", "Jobkonsulent", date(2018, 2, 1)),
    ]


def test_commas_separate_too():
    staff = read('Navn,Enhed,Titel,Mail\n"Høgsvang, Birthe",Ledelse,"Chef, konst.",b@n.example\n')
    assert staff.rows == [row(2, "", "Birthe Høgsvang", "b@n.example", "Ledelse", "Chef, konst.")]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Medarbejdernummer", Column.NUMBER),
        ("Tjenestenr.", Column.NUMBER),
        ("LØNNR", Column.NUMBER),
        ("Loennummer", Column.NUMBER),
        ("Navn", Column.NAME),
        ("Fornavn(e)", Column.FIRST),
        (" efternavn ", Column.LAST),
        ("E-mail", Column.EMAIL),
        ("Arbejdsmail", Column.EMAIL),
        ("Mail", Column.EMAIL),
        ("Afdeling:", Column.UNIT),
        ("Organisatorisk enhed", Column.UNIT),
        ("Team", Column.UNIT),
        ("Stillingsbetegnelse", Column.FUNCTION),
        ("Titel", Column.FUNCTION),
        ("Ansat fra", Column.SINCE),
        ("Tiltrædelsesdato", Column.SINCE),
        ("Fratraedelsesdato", Column.UNTIL),
        ("Til", Column.UNTIL),
        ("Nærmeste leder", Column.LEADER),
        ("CPR-nr.", Column.CPR),
        ("Bemærkning", None),
        ("", None),
    ],
)
def test_headings_are_known_by_many_spellings(heading, column):
    assert meaning(heading) is column


def test_of_two_columns_for_one_thing_the_more_telling_is_read_and_levels_of_units_are_joined():
    headings = Headings.of(["Mail", "Arbejdsmail", "Afdeling", "Team"])
    assert headings.places == {Column.EMAIL: (1,), Column.UNIT: (2, 3)}
    assert headings.unused == ["Mail"]
    staff = read("Navn;Afdeling;Team;Titel\nBo;Sygedagpenge;Team Nord;Mentor\nIda;Ledelse;;Chef\n")
    assert [one.unit for one in staff.rows] == ["Sygedagpenge > Team Nord", "Ledelse"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1/8-2015", date(2015, 8, 1)),
        ("01.08.15", date(2015, 8, 1)),
        ("2015-08-01T00:00:00", date(2015, 8, 1)),
        ("20150801", date(2015, 8, 1)),
        ("01082015", date(2015, 8, 1)),
        ("1. august 2015", date(2015, 8, 1)),
        ("9999-12-31", None),
        ("99991231", None),
        ("", None),
    ],
)
def test_days_are_read_as_systems_write_them(written, day):
    staff = read(f"{HEAD}1;Bo;;Team;Mentor;{written};\n")
    assert staff.faults == []
    assert staff.rows[0].since == day


@pytest.mark.parametrize("written", ["32/1-2020", "4/3", "i morgen", "onsdag", "x", "42005"])
def test_what_is_no_whole_day_is_a_fault(written):
    [(line, column, sentence)] = found(f"1;Bo;;Team;Mentor;;{written}\n")
    assert (line, column) == (2, "Fratrådt")
    assert sentence.startswith("This is not a day.")


def test_faults_are_told_by_line_and_column_all_at_once():
    assert found(
        "1;;x@y;;;2/1-2020;1/1-2020\n"
        "\n"
        f'2;"{"Å" * 121}";;Team;Mentor;;\n'
        "3;Bo;b@n.example;Team;Mentor;;;;overskydende\n"
        "4;Ida;i@n.example;Team;Mentor;;\n"
        "4;Mai;m@n.example;Team;Mentor;;\n"
        "5;Eva;i@n.example;Team;Mentor;;\n"
        "4;Ida;i@n.example;Team;Mentor;;\n"
    ) == [
        (2, "Navn", "Write the name."),
        (2, "E-mail", "This is not an e-mail address."),
        (2, "Afdeling", "Write where the person works."),
        (2, "Stilling", "Write what the person does."),
        (2, "Fratrådt", "This lies before the day it begins on."),
        (4, "Navn", "At most 120 characters."),
        (5, "", "There are more values than headings. Put a value with the separator in it in quotation marks."),
        (7, "", "The same stands on line 6."),
        (7, "Medarbejdernr.", "Line 6 gives this staff number another name."),
        (8, "E-mail", "Line 6 gives this address to somebody else."),
        (9, "", "The same stands on line 6."),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "No line with headings was found."),
        (b"PK\x03\x04\x14\x00", "This is a workbook or a paper."),
        (b"%PDF-1.7", "This is a workbook or a paper."),
        (b"Navn;Stilling\nBo;Mentor\n", "No column says where people work. Call it Unit."),
        (b"Fornavn;Afdeling;Stilling\nBo;A;Mentor\n", "No column holds the names."),
        ((HEAD + '1;"Bo;;Team;Mentor;;\n').encode(), "Line 2 cannot be read: a quotation mark is missing"),
        ((HEAD + "1;Bo;;Team;Mentor;;\n" * 5_001).encode(), "At most 5000 lines and 100 columns."),
        (b"Navn;" * 1_200_000, "At most 5 MB."),
    ],
)
def test_what_is_no_staff_file_is_refused_as_a_whole(content, sentence):
    assert refusal(content).startswith(sentence)


def test_headings_without_lines_are_a_fault():
    assert found("") == [(None, "", "There are no lines under the headings.")]


def a_number():
    """A CPR number as they are, made anew so that none stands in a file."""
    chance = random.Random()
    return f"{chance.randint(1, 28):02d}{chance.randint(1, 12):02d}{chance.randint(0, 99):02d}", chance.randint(0, 9999)


@pytest.mark.parametrize("shape", ["{day}-{serial:04d}", "{day}{serial:04d}", "{day} {serial:04d}"])
@pytest.mark.parametrize(
    ("headings", "line"),
    [
        ("Navn;Afdeling;Stilling;CPR-nr.", "Bo Bæk;Team;Mentor;{number}"),
        ("Navn;Afdeling;Stilling;Oplysning", "Bo Bæk;Team;Mentor;{number}"),
        ("Medarbejdernr.;Navn;Afdeling;Stilling", "{number};Bo Bæk;Team;Mentor"),
        ("Navn;Afdeling;Stilling", "Bo Bæk {number};Team;Mentor"),
        ("Navn;Afdeling;Stilling", "Bo Bæk;Team;Mentor;;{number}"),
    ],
)
def test_a_column_of_cpr_numbers_is_named_and_its_numbers_never(headings, line, shape):
    day, serial = a_number()
    number = shape.format(day=day, serial=serial)
    others = line.format(number="") + "\n"
    said = refusal(f"{headings}\n{others}{line.format(number=number)}\n{others}")
    assert "Leave the column out" in said
    assert day not in said
    title = next((title for title, cell in zip(headings.split(";"), line.split(";"), strict=False) if "{" in cell), "")
    assert (f"“{title}”" if title else "Column 5") in said


def test_a_column_called_cpr_is_refused_whatever_stands_in_it():
    assert "“CPR”" in refusal("Navn;Afdeling;Stilling;CPR\nBo;Team;Mentor;1\n")
    assert read("Navn;Afdeling;Stilling;CPR\nBo;Team;Mentor;\n").faults == []  # emptied


def test_numbers_of_something_else_in_a_column_that_is_not_read_are_let_be():
    staff = read("Navn;Afdeling;Stilling;P-nr.;Telefon\nBo;Team;Mentor;1001234567;+45 70 10 10 71\n")
    assert (staff.faults, staff.unused) == ([], ["P-nr.", "Telefon"])


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1+1", "＋1", " =1", "\ufeff=1"]
)
def test_formulas_are_words_here(name):
    """A careful export puts an apostrophe before them: it is taken away again."""
    for written in (name, f"'{name.strip()}"):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([["Navn", "Afdeling", "Stilling"], [written, "Team", "Mentor"]])
        [one] = read(text.getvalue()).rows
        assert one.name == name.strip().strip("\0\ufeff")


def test_the_file_to_fill_in_is_read_and_holds_no_formula():
    staff = read(TEMPLATE.encode())
    assert (staff.faults, staff.unused, len(staff.rows)) == ([], [], 1)
    cells = [cell for line in csv.reader(io.StringIO(TEMPLATE.lstrip("\ufeff")), delimiter=";") for cell in line]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_unseen_characters_are_taken_out_of_names():
    [one] = read("Navn;Afdeling;Stilling\nBo\u202e B\u200bæk;Team\u00a0Nord;Men\x00tor\n").rows
    assert (one.name, one.unit, one.function) == ("Bo Bæk", "Team Nord", "Mentor")


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=12)


@pytest.mark.endure
@settings(max_examples=2_000, deadline=1_000)
@given(content=st.binary(max_size=3_000))
@example(content=b"\xff\xfe\x00\xd8")
def test_any_bytes_are_read_or_refused(content):
    """Nothing but a refusal with a sentence comes out."""
    readable(content)
    readable(HEAD.encode() + content)


@pytest.mark.endure
@settings(max_examples=2_000, deadline=1_000)
@given(lines=LINES, separator=st.sampled_from(";,\t|"), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_cells_are_read_or_refused(lines, separator, encoding):
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([HEAD.strip().split(";"), *lines])
    readable(text.getvalue().encode(encoding, "replace"))


def readable(content):
    """Read it; what is kept of it holds no CPR number and fits the columns it goes into."""
    try:
        staff = read(content)
    except Refusal as refused:
        if refused.message:
            return
        raise
    for one in staff.rows:
        assert cpr.find(str(one.kept())) == []
        assert 0 < len(one.name) <= 120
        assert StaffRow.of(one.kept()) == one
    assert all(fault.text for fault in staff.faults)


def five_megabytes():
    """What could take long."""
    head = "Navn;Afdeling;Stilling;" + ";".join(f"k{n}" for n in range(90)) + "\n"
    labelled = "Navn;Afdeling;Stilling;" + ";".join(["P-nr."] * 90) + "\n"
    for inside in ("9999999999", "1201019999", "cpr", "&#49;", "12 34 56 78", "<b>"):
        for begin in (head, labelled):
            yield f"{begin}{('Bo;Team;Mentor;' + ';'.join([inside] * 90) + chr(10)) * 5_000}"
    yield from (char * 5_000_000 for char in '";\n, 1a\0')
    yield HEAD + "1;Bo;;" + "Team > " * 700_000
    yield HEAD + f"1;{'Bo ' * 40};b@n.example;A > B > C;Mentor;1/1-2015;\n" * 25_000
    yield "Navn;Afdeling;Stilling\n" + "x;" * 2_400_000


@pytest.mark.endure  # measures time, which an ordinary test run must not depend on
@pytest.mark.parametrize("text", [pytest.param(text, id=str(n)) for n, text in enumerate(five_megabytes())])
def test_five_megabytes_take_no_second(text):
    content = text.encode()[:5_000_000]
    begun = time.process_time()  # what other programs do meanwhile is not counted
    with contextlib.suppress(Refusal):
        read(content)
    assert time.process_time() - begun < 1
