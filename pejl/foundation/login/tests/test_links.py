"""Invitations and resets: mails whose link works once, and answers that tell nobody who has an account."""

from __future__ import annotations

import re
import statistics
import time

import pytest
from django.test import Client

from pejl.foundation.login import links, operations, queries
from pejl.foundation.login.models import Link
from pejl.foundation.login.operations.passwords import make_link
from pejl.foundation.login.tests.conftest import PASSWORD, code_now, is_in, sign_in, text_of, with_app
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account

NEW = "fire grønne både driver"
DEAD = "Linket virker ikke mere"


def link_in(mail) -> str:
    return re.search(r"http://\S+(/adgangskode/vaelg/\?link=\S+)", mail.body)[1]


def newest_link(mails) -> str:
    """In the mail that was sent last of those with one; mails of the same moment come in any order."""
    return link_in([mail for mail in mails if "link=" in mail.body][-1])


def choose(client: Client, path: str, password: str = NEW, again: str | None = None):
    return client.post(
        "/adgangskode/vaelg/",
        {"link": path.split("=")[1], "password": password, "again": password if again is None else again},
    )


@pytest.fixture
def dorte(space, clock):
    """Somebody without a way in."""
    return tenancy.seat(name="Dorte Dal", email="dorte@nordager.example")


def test_invitation_leads_to_a_password_and_in(dorte, anna, now, mails):
    operations.invite(person=dorte, by=anna, now=now)
    (mail,) = mails()
    assert (mail.to, mail.subject) == (["dorte@nordager.example"], "Vælg en adgangskode til Pejl")
    assert "inden" in mail.body
    client = Client()
    assert client.get(link_in(mail)).status_code == 200
    assert "Din adgangskode er gemt" in text_of(choose(client, link_in(mail)))
    assert not is_in(client)
    sign_in(client, NEW, "dorte@nordager.example")
    assert is_in(client)


def test_link_works_once(dorte, anna, now, mails):
    operations.invite(person=dorte, by=anna, now=now)
    path = link_in(mails()[0])
    choose(Client(), path)
    assert DEAD in text_of(Client().get(path))
    assert choose(Client(), path, "noget helt andet igen").status_code == 404


@pytest.mark.parametrize(("hours", "works"), [(71.9, True), (72.1, False)])
def test_invitation_lasts_72_hours(dorte, anna, now, mails, clock, hours, works):
    operations.invite(person=dorte, by=anna, now=now)
    path = link_in(mails()[0])
    clock.shift(hours * 3600)
    assert (DEAD not in text_of(Client().get(path))) is works


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_reset_lasts_an_hour(account, clock, mails, minutes, works):
    Client().post("/glemt-adgangskode/", {"email": account.email})
    path = link_in(mails()[0])
    clock.shift(minutes * 60)
    assert (DEAD not in text_of(Client().get(path))) is works


def test_second_invitation_kills_the_first(dorte, anna, now, mails):
    operations.invite(person=dorte, by=anna, now=now)
    first = link_in(mails()[0])
    operations.invite(person=dorte, by=anna, now=now)
    second = link_in(mails()[1])
    assert DEAD in text_of(Client().get(first))
    assert DEAD not in text_of(Client().get(second))


def test_invitation_that_was_replaced_before_it_left_is_not_sent(dorte, anna, now, mails):
    operations.invite(person=dorte, by=anna, now=now)
    operations.invite(person=dorte, by=anna, now=now)
    assert len(mails()) == 1


def test_person_without_address_is_not_invited(space, anna, now):
    nameless = tenancy.seat(name="Egon Eng")
    with pytest.raises(Invalid, match="Skriv først en e-mailadresse") as refused:
        operations.invite(person=nameless, by=anna, now=now)
    assert refused.value.field == "email"


def test_address_of_somebody_else_here_is_refused(space, anna, now):
    double = tenancy.seat(name="Anna To", email="Anna@Nordager.example")
    with pytest.raises(Invalid, match="En anden her"):
        operations.invite(person=double, by=anna, now=now)


def test_who_has_left_or_has_a_password_is_not_invited(account, anna, dorte, now):
    with pytest.raises(Refusal, match="allerede valgt"):
        operations.invite(person=anna, by=anna, now=now)
    dorte.left_on = now.date()
    with pytest.raises(Refusal, match="er stoppet"):
        operations.invite(person=dorte, by=anna, now=now)


def test_somebody_from_another_job_centre_is_told_without_a_link(account, other_space, carla, now, mails):
    with scopes.scope(other_space.pk):
        guest = tenancy.seat(name="Anna Ager", email=account.email)
        operations.invite(person=guest, by=carla, now=now)
        assert guest.account == account
    (mail,) = mails()
    assert "et jobcenter mere" in mail.subject
    assert "link" not in mail.body


def test_states_of_invitations_are_seen(dorte, anna, account, bo, now, clock):
    assert queries.ways_in([dorte])[dorte.pk].state == "none"
    operations.invite(person=dorte, by=anna, now=now)
    states = queries.ways_in([dorte, anna, bo])
    assert (states[dorte.pk].state, states[dorte.pk].label) == ("invited", "Inviteret")
    assert (states[anna.pk].state, states[bo.pk].state) == ("active", "none")
    clock.shift(73 * 3600)
    assert queries.ways_in([dorte])[dorte.pk].state == "expired"
    operations.close(account=anna.account, now=now)
    assert queries.ways_in([anna])[anna.pk].state == "closed"


def test_states_take_three_queries_however_many(dorte, anna, bo, now, django_assert_num_queries):
    operations.invite(person=dorte, by=anna, now=now)
    for people in ([dorte], [dorte, anna, bo]):
        with django_assert_num_queries(3):
            queries.ways_in(people)


def test_reset_does_not_go_round_the_second_step(account, clock, mails):
    secret, _codes = with_app(account)
    client = Client()
    client.post("/glemt-adgangskode/", {"email": account.email})
    choose(client, newest_link(mails()))
    answer = sign_in(client, NEW)
    assert answer.url == "/log-ind/kode/"
    assert not is_in(client)
    clock.shift(60)
    client.post("/log-ind/kode/", {"code": code_now(secret)})
    assert is_in(client)


def test_reset_ends_every_session_and_is_told(account, mails):
    thief = Client()
    sign_in(thief)
    Client().post("/glemt-adgangskode/", {"email": account.email})
    choose(Client(), newest_link(mails()))
    assert not is_in(thief)
    assert "Din adgangskode i Pejl er ændret" in [mail.subject for mail in mails()]


def test_reset_lets_an_owner_in_who_is_slowed_by_strangers(account, mails):
    for number in range(30):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), "forkert")
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert "Prøv igen kl." in text_of(sign_in(client))
    client.post("/glemt-adgangskode/", {"email": account.email})
    choose(client, newest_link(mails()))
    assert sign_in(client, NEW).status_code == 302


def test_bad_passwords_are_refused_and_the_link_stays_good(account, mails):
    Client().post("/glemt-adgangskode/", {"email": account.email})
    path = link_in(mails()[0])
    assert "mindst 8 tegn" in text_of(choose(Client(), path, "kort"))
    assert "Mange bruger" in text_of(choose(Client(), path, "password1"))
    assert "ikke ens" in text_of(choose(Client(), path, NEW, again="noget andet"))
    assert NEW not in text_of(choose(Client(), path, NEW, again="noget andet"))
    assert "er gemt" in text_of(choose(Client(), path))


@pytest.mark.parametrize("spoil", ["", "x", "0" * 96, "'; drop table"])
def test_made_up_link_opens_nothing(account, now, spoil):
    link = make_link(account=account, kind=Link.Kind.RESET, address=account.email, now=now)
    good = links.secret_of(link)
    assert links.find(good, now=now) == link
    for secret in (spoil, good[:-1], good[:-1] + "x", good[1:], f"x{good}", good + "x"):
        assert links.find(secret, now=now) is None
        assert Client().get("/adgangskode/vaelg/", {"link": secret}).status_code == 404


def test_no_row_holds_what_a_link_opens_by(account, now):
    link = make_link(account=account, kind=Link.Kind.RESET, address=account.email, now=now)
    kept = repr(list(Link.objects.values()))
    assert links.secret_of(link)[32:] not in kept


def test_link_of_a_closed_account_is_dead(account, now, mails):
    link = make_link(account=account, kind=Link.Kind.RESET, address=account.email, now=now)
    secret = links.secret_of(link)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert links.find(secret, now=now) is None
    assert mails() == []


def test_reset_answers_alike_and_mails_only_whom_it_knows(account, mails):
    answers = [
        Client().post("/glemt-adgangskode/", {"email": email}, follow=True)
        for email in (account.email, "nobody@nordager.example")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert text_of(answers[0]) == text_of(answers[1])
    assert [mail.to for mail in mails()] == [[account.email]]


def test_resets_are_counted(account, clock):
    for number in range(3):
        answer = Client(REMOTE_ADDR=f"10.1.0.{number}").post("/glemt-adgangskode/", {"email": "ANNA@nordager.example"})
        assert answer.status_code == 302
    answer = Client(REMOTE_ADDR="10.1.0.9").post("/glemt-adgangskode/", {"email": account.email})
    assert "Prøv igen kl." in text_of(answer)


def test_mail_is_in_the_language_of_whom_it_is_for(account, mails):
    account.language = "en"
    account.save()
    Client().post("/glemt-adgangskode/", {"email": account.email})
    assert mails()[0].subject == "Choose a new password for Pejl"


def test_moved_address_is_told_to_both_and_signs_in(account, anna, bo, now, mails):
    operations.change_address(person=anna, email=" Anna.Ny@Nordager.example ", by=bo, now=now)
    told = {mail.to[0]: mail.subject for mail in mails()}
    assert told == {
        "anna@nordager.example": "Du logger ikke længere ind i Pejl med denne adresse",
        "anna.ny@nordager.example": "Log ind i Pejl med din nye e-mailadresse",
    }
    client = Client()
    sign_in(client, PASSWORD, "anna.ny@nordager.example")
    assert is_in(client)


def test_address_is_not_moved_onto_somebody_else_or_across_job_centres(account, anna, bo, other_space, now):
    with pytest.raises(Invalid, match="En anden logger ind"):
        operations.change_address(person=anna, email=bo.account.email, by=bo, now=now)
    with scopes.scope(other_space.pk):
        tenancy.seat(name="Anna Ager", account=account)
    with pytest.raises(Refusal, match="flere jobcentre"):
        operations.change_address(person=anna, email="ny@nordager.example", by=bo, now=now)


@pytest.mark.parametrize("page", ["/log-ind/", "/glemt-adgangskode/"])
def test_known_and_unknown_address_take_about_the_same_time(account, settings, clock, page):
    """Roughly: medians of thirty, with the password hash of production. Off by half is what a network hides anyway."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    account.set_password(PASSWORD)
    account.save()

    def taken(email: str, number: int) -> float:
        client = Client(REMOTE_ADDR=f"10.2.{number % 250}.1")
        begun = time.perf_counter()
        client.post(page, {"email": email, "password": "forkert kode her"})
        spent = time.perf_counter() - begun
        clock.shift(24 * 3600)  # so that no counter makes anybody wait
        return spent

    known, unknown = zip(
        *[(taken(account.email, n), taken(f"nr{n}@nordager.example", n)) for n in range(30)], strict=True
    )
    assert 0.5 < statistics.median(known) / statistics.median(unknown) < 2
