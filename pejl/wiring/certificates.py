"""A certificate for one machine and the phones around it, where no authority on the internet vouches for its name.

An authority is made for this one certificate, and its key is thrown away at once: whoever has told a phone to trust it
trusts nothing that anybody could still sign.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LIFE = timedelta(days=365)
"""Phones refuse what holds longer than 825 days, also from an authority that their owner trusts."""
# Clocks of phones may be behind.
BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """Where the three files lie: what Pejl serves with, its key, and what phones are told to trust."""

    certificate: Path
    key: Path
    authority: Path


def make(folder: Path, names: Sequence[str], *, now: datetime) -> Made:
    """Make a certificate for these host names and addresses, in a folder that is made if it is missing."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _authority(root_key, now)
    own = _own(key, root, root_key, names, now)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Made(folder / "pejl.pem", folder / "pejl-key.pem", folder / "pejl-authority.crt")
    made.certificate.write_bytes(own.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))
    made.authority.write_bytes(root.public_bytes(Encoding.PEM))
    with open(made.key, "wb", opener=_for_the_owner) as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made


def own_names() -> list[str]:
    """What this machine is called on the network around it, and its address there."""
    host = socket.gethostname().split(".")[0].lower()
    found = [f"{host}.local", "localhost", "127.0.0.1"]
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Nothing is sent: the kernel only says which of its addresses it would send from.
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    return found


def _authority(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = _name(f"Pejl on {socket.gethostname()}, {now:%Y-%m-%d %H:%M}")
    public = key.public_key()
    return (
        _beginning(name, name, public, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )


def _own(
    key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    names: Sequence[str],
    now: datetime,
) -> x509.Certificate:
    return (
        _beginning(_name(names[0]), root.subject, key.public_key(), now)
        .add_extension(x509.SubjectAlternativeName([_as_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _beginning(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + LIFE)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _as_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
