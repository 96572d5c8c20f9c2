"""Which passwords are taken, and that they come back as they were typed."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.login import passwords
from pejl.foundation.tenancy.models import Account

GOOD = "tre blå cykler holder stille"


def refusal(password: str, email: str = "anna@nordager.example") -> list[str]:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, Account(email=email))
    return [error.code for error in refused.value.error_list]


@pytest.mark.parametrize("password", [GOOD, "kort*nok", "æøå" * 5, "🚲🚲🌧️🚲🚲🌧️🚲🚲", "a" * 119 + "bcdefghij", " " * 9])
def test_password_of_any_make_up_is_taken(password: str) -> None:
    validate_password(password, Account(email="anna@nordager.example"))


def test_length_is_counted_in_characters_after_composing() -> None:
    seven = unicodedata.normalize("NFD", "åååååå7")
    assert len(seven) > passwords.SHORTEST
    assert refusal(seven) == ["too_short"]
    assert refusal("q9" * 64 + "!") == ["too_long"]


def test_three_thousand_first_of_the_list_are_refused() -> None:
    listed = sorted(passwords.common())[:3000]
    assert len(passwords.common()) > 19_000
    validator = passwords.CommonValidator()
    for password in listed:
        with pytest.raises(ValidationError):
            validator.validate(password.upper())


@pytest.mark.parametrize("password", ["PassWord1", " password1 ", "Velkommen123", "Jobcenter26!", "ＰａｓｓＷｏｒｄ１"])
def test_common_password_is_refused_in_any_dress(password: str) -> None:
    assert "too_common" in refusal(password)


def test_password_like_the_address_is_refused() -> None:
    assert refusal("anna@nordager.example") == ["password_too_similar"]


@pytest.mark.parametrize("end", ["", ":17", "\r", ":3\r"])
def test_breached_password_is_found_on_disk(tmp_path, settings, end: str) -> None:
    leaked = [f"leaked password {number}" for number in range(500)]
    lines = sorted(hashlib.sha1(one.encode()).hexdigest().upper() + end for one in leaked)
    file = tmp_path / "breached"
    file.write_text("\n".join(lines) + "\n", newline="")
    settings.PEJL_BREACHED_PASSWORDS = str(file)
    assert all(refusal(one) == ["breached"] for one in leaked)
    for number in range(500):
        validate_password(f"not a leaked password {number}")


def test_breached_list_may_be_empty_or_in_small_letters(tmp_path) -> None:
    file = tmp_path / "breached"
    file.write_bytes(b"")
    assert not passwords.is_listed(file, GOOD)
    file.write_text(hashlib.sha1(GOOD.encode()).hexdigest())
    assert passwords.is_listed(file, GOOD)


@given(st.text(min_size=1, max_size=128))
def test_whatever_is_typed_opens_again_and_nothing_else_does(password: str) -> None:
    account = Account(email="anna@nordager.example")
    account.set_password(password)
    composed = unicodedata.normalize("NFC", password)
    assert account.check_password(password)
    assert account.check_password(unicodedata.normalize("NFD", password)) or composed != unicodedata.normalize(
        "NFC", unicodedata.normalize("NFD", password)
    )
    assert not account.check_password(composed[:-1] + chr((ord(composed[-1]) % 0x2000) + 1) + "x")
    assert account.password_is_short == (len(composed) < 15)


def test_last_of_128_characters_counts() -> None:
    account = Account(email="anna@nordager.example")
    account.set_password("å" * 127 + "b")
    assert not account.check_password("å" * 127 + "c")
    assert not account.check_password("å" * 127)


def test_no_password_is_not_a_short_one() -> None:
    account = Account(email="anna@nordager.example")
    account.set_password(None)
    assert (account.has_usable_password(), account.password_is_short) == (False, False)
