"""The account a command gives somebody, and its password."""

from __future__ import annotations

import getpass
from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from pejl.foundation.tenancy.models import Account


def add_password_arguments(parser: CommandParser) -> None:
    """The ways to hand over a password; never as an argument, which every user of the machine can read."""
    parser.add_argument("--password-file", type=Path, help="a file with the password on its first line")


def account_for(email: str, password_file: Path | None) -> Account:
    """The account with this address; a new one gets the password from the file or from whoever sits there."""
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is not None:
        return account
    account = Account(email=email.strip().lower())
    password = _password(password_file)
    try:
        validate_password(password, account)
        account.clean_fields(exclude=["password"])
    except ValidationError as failure:
        raise CommandError(" ".join(failure.messages)) from None
    return Account.objects.create_user(account.email, password)


def _password(password_file: Path | None) -> str:
    if password_file is not None:
        return password_file.read_text(encoding="utf-8").split("\n", 1)[0]
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("The two were not alike.")
    return password
