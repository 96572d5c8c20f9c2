from __future__ import annotations

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from pejl.foundation.privacy import forms
from pejl.foundation.refusals import NotAllowed, Refusal

NUMBER = "710101-1234"
SENTENCE = (
    "There seems to be a CPR number after the words “borgeren har”. Write without it: Pejl never keeps CPR numbers."
)


class Proposal(forms.GuardedForm):
    title = forms.LineField()
    need = forms.WordsField(required=False)
    kind = django_forms.ChoiceField(choices=[("local", "local")], required=False)
    minutes = django_forms.IntegerField(required=False)
    attachment = django_forms.FileField(required=False)


def codes(form: django_forms.Form) -> dict[str, list[str]]:
    return {name: [error.code or "" for error in errors] for name, errors in form.errors.as_data().items()}


@pytest.mark.parametrize("field", [forms.LineField(), forms.WordsField(), forms.SearchField()])
def test_a_guarded_field_refuses_alone(field: django_forms.CharField) -> None:
    with pytest.raises(django_forms.ValidationError) as refused:
        field.clean(f"borgeren har {NUMBER}")
    assert (refused.value.code, refused.value.message) == ("cpr", SENTENCE)
    assert field.clean("P-nr. 7101011234") == "P-nr. 7101011234"


def test_structured_and_address_fields_refuse_alone() -> None:
    for field, typed in (
        (forms.StructuredField(), f'{{"a": ["{NUMBER}"]}}'),
        (forms.AddressField(), f"{NUMBER}@post.example"),
    ):
        with pytest.raises(django_forms.ValidationError) as refused:
            field.clean(typed)
        assert refused.value.code == "cpr"
    assert forms.AddressField().clean(" Anna@Nordager.EXAMPLE") == "anna@nordager.example"
    assert forms.StructuredField().clean('{"a": 1}') == {"a": 1}


def test_fields_are_tidied() -> None:
    assert forms.LineField().clean(" en\nto\t\x00 tre ") == "en to  tre"
    assert forms.WordsField().clean("en\r\nto\x00") == "en\nto"
    with pytest.raises(django_forms.ValidationError):
        forms.LineField().clean("x" * 201)


def test_a_form_says_where_and_only_the_field_shows_what_was_typed() -> None:
    form = Proposal(QueryDict(f"title=borgeren har {NUMBER}&need=fint"))
    assert codes(form) == {"title": ["cpr"]}
    assert form.cpr_fields == ["title"]
    assert "1234" not in str(form.errors)
    assert NUMBER in str(form["title"])


def test_a_form_refuses_in_fields_of_every_kind_and_never_repeats() -> None:
    form = Proposal(QueryDict(f"title=x&kind={NUMBER}&minutes=7101011234"))
    assert codes(form) == {"kind": ["cpr"], "minutes": ["cpr"]}
    assert "1234" not in str(form.errors)


def test_a_form_refuses_a_number_in_what_is_also_too_long() -> None:
    assert codes(Proposal(QueryDict(f"title={'x' * 300} {NUMBER}"))) == {"title": ["cpr"]}


def test_a_form_refuses_file_names() -> None:
    named = SimpleUploadedFile("sag_7101011234_v2.pdf", b"x")
    assert codes(Proposal(QueryDict("title=x"), {"attachment": named})) == {"attachment": ["cpr"]}
    assert Proposal(QueryDict("title=x"), {"attachment": SimpleUploadedFile("727-2011-53.pdf", b"x")}).is_valid()


def test_the_button_takes_the_number_out_and_shows_the_form_again() -> None:
    form = Proposal(QueryDict(f"title=borgeren har {NUMBER} nu&need=fint&remove_cpr=title"))
    assert form.cpr_removed == "title"
    assert not form.is_valid()
    assert codes(form) == {"__all__": ["cpr_removed"]}
    assert 'value="borgeren har [number removed] nu"' in str(form["title"])
    assert Proposal(QueryDict("title=borgeren har [number removed] nu")).is_valid()


def test_the_button_leaves_a_number_in_another_field() -> None:
    form = Proposal(QueryDict(f"title={NUMBER}&need={NUMBER}&remove_cpr=title"))
    assert form.cpr_fields == ["need"]


def test_the_button_works_in_a_form_with_a_prefix_and_ignores_unknown_names() -> None:
    form = Proposal(QueryDict(f"b-title=har {NUMBER}&remove_cpr=b-title"), prefix="b")
    assert form["title"].value() == "har [number removed]"
    assert Proposal(QueryDict(f"b-title={NUMBER}"), prefix="b").cpr_fields == ["b-title"]
    assert codes(Proposal(QueryDict("title=x&remove_cpr=nothing"))) == {"__all__": ["cpr_removed"]}


def test_remove_from_cleans_every_value_of_a_name_in_a_copy() -> None:
    posted = QueryDict(f"a={NUMBER}&a=b&c={NUMBER}")
    cleaned = forms.remove_from(posted, ["a", "missing"])
    assert cleaned.getlist("a") == ["[number removed]", "b"]
    assert cleaned["c"] == NUMBER
    assert posted.getlist("a") == [NUMBER, "b"]


def test_an_unbound_form_is_untouched() -> None:
    form = Proposal(initial={"title": "x"})
    assert (form.cpr_removed, form.cpr_fields, form.is_bound) == (None, [], False)


def test_a_form_offers_to_take_the_number_out_where_it_stands() -> None:
    form = Proposal(QueryDict(f"a-title=borgeren har {NUMBER}&a-minutes=x"), prefix="a")
    assert form.remedy("title") == (forms.REMOVE, "a-title", "Remove the number")
    assert form.remedy("minutes") is None


def test_a_form_says_a_refusal_at_the_field_it_names_or_where_it_is_told_to() -> None:
    for named, otherwise, place in (("need", "title", "need"), ("start", "title", "title"), (None, None, "__all__")):
        form = Proposal(QueryDict("title=x"))
        form.refuse(Refusal("It is too late.", field=named), otherwise=otherwise)
        assert form.errors == {place: ["It is too late."]}


def test_a_form_says_what_is_refused_inside_and_leaves_out_what_follows() -> None:
    form, done = Proposal(QueryDict("title=x")), []
    with form.refusing():
        done.append("before")
        raise Refusal("It is too late.", field="need")
    assert (form.errors, done) == ({"need": ["It is too late."]}, ["before"])


def test_a_form_does_not_say_that_somebody_may_not() -> None:
    form = Proposal(QueryDict("title=x"))
    with pytest.raises(NotAllowed), form.refusing():
        raise NotAllowed("Only its author.")
    assert form.errors == {}
