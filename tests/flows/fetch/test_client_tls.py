"""Encrypted retrievals: the address is dialled, the name is what the certificate must be for."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest

from extractors.records import FetchedPage, FetchFailure
from flows.fetch.client import Limits, fetch

x509 = pytest.importorskip("cryptography.x509")


def certificate(folder: Path, *names: str) -> Path:
    """Write a self-signed certificate for some names, with its key."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Fictional Courier")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write((self.headers["Host"] or "").encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


@pytest.fixture
def trusted(tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A server on loopback with a certificate for localhost, and who trusts it."""
    pem = certificate(tmp_path, "localhost")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"{{}}:{server.server_address[1]}", ssl.create_default_context(cafile=str(pem))
    server.shutdown()
    server.server_close()
    thread.join(5)


def get(url: str, trust: ssl.SSLContext | None) -> FetchedPage | FetchFailure:
    limits = Limits(deadline=5, allow_loopback=True)

    async def run() -> FetchedPage | FetchFailure:
        if trust is None:
            return await fetch(url, limits)
        async with httpx2.AsyncClient(verify=trust, trust_env=False) as client:
            return await fetch(url, limits, client)

    return asyncio.run(run())


def test_the_name_is_checked_though_the_address_is_dialled(trusted: tuple[str, ssl.SSLContext]) -> None:
    place, trust = trusted
    page = get(f"https://{place.format('localhost')}/", trust)
    assert isinstance(page, FetchedPage), page
    assert page.body.decode() == place.format("localhost")
    assert page.final_url == f"https://{place.format('localhost')}/"


def test_a_certificate_for_another_name_is_refused(trusted: tuple[str, ssl.SSLContext]) -> None:
    place, trust = trusted
    failure = get(f"https://{place.format('127.0.0.1')}/", trust)
    assert isinstance(failure, FetchFailure)
    assert (failure.reason, "certificate" in failure.detail.lower()) == ("connection failed", True)


def test_a_certificate_that_nobody_vouches_for_is_refused(trusted: tuple[str, ssl.SSLContext]) -> None:
    failure = get(f"https://{trusted[0].format('localhost')}/", None)
    assert isinstance(failure, FetchFailure)
    assert (failure.reason, "certificate" in failure.detail.lower()) == ("connection failed", True)
