"""The certificate of one machine, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.x509 import verification
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from pejl.wiring import certificates, environment

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_certificate_holds_for_its_names_by_its_authority_alone(tmp_path):
    made = certificates.make(tmp_path / "certificate", ["rum.local", "192.168.1.20"], now=NOW)
    own, _root = x509.load_pem_x509_certificates(made.certificate.read_bytes())
    trusted = x509.load_pem_x509_certificate(made.authority.read_bytes())
    verifier = verification.PolicyBuilder().store(verification.Store([trusted])).time(NOW)
    assert verifier.build_server_verifier(x509.DNSName("rum.local")).verify(own, [])
    with pytest.raises(verification.VerificationError):
        verifier.build_server_verifier(x509.DNSName("other.local")).verify(own, [])


def test_only_the_owner_reads_the_key_and_the_authoritys_is_kept_nowhere(tmp_path):
    folder = tmp_path / "certificate"
    made = certificates.make(folder, ["rum.local"], now=NOW)
    certificates.make(folder, ["rum.local"], now=NOW)
    assert made.key.stat().st_mode & 0o777 == 0o600
    assert [path for path in folder.iterdir() if b"PRIVATE KEY" in path.read_bytes()] == [made.key]


def test_command_says_how_pejl_is_started_with_it(settings, tmp_path, capsys):
    settings.DATA = tmp_path
    call_command("certificate", "rum.local", "192.168.1.20")
    said = capsys.readouterr().out
    assert f"PEJL_CERTIFICATE={tmp_path}/certificate/pejl.pem" in said
    assert "PEJL_ALLOWED_HOSTS=rum.local,192.168.1.20" in said


@pytest.mark.parametrize("given", ["PEJL_CERTIFICATE", "PEJL_CERTIFICATE_KEY"])
def test_one_file_without_the_other_stops_the_start(monkeypatch, tmp_path, given):
    file = tmp_path / "one.pem"
    file.touch()
    monkeypatch.setenv(given, str(file))
    with pytest.raises(ImproperlyConfigured, match="belong together"):
        environment.files_together("PEJL_CERTIFICATE", "PEJL_CERTIFICATE_KEY")
