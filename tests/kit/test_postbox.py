"""The postbox against real servers on the loop: every answer becomes the outcome it deserves."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from webapp.kit import clock
from webapp.kit.mail import Accepted, BadMailUrlError, InDoubt, Refused, TryLater, open_postbox
from webapp.kit.postbox import FolderPostbox, SmtpPostbox

RAW = b"From: <a@fonds.example>\r\nTo: <x@example.be>\r\nMessage-ID: <m1@fonds.example>\r\n\r\n.\r\n..dots\r\nfin\r\n"
FROM = "a@fonds.example"
NOW = clock.now()


class Inbox:
    """Takes every mail; the recipient's name asks for another answer."""

    def __init__(self):
        self.mails = []
        self.sessions = set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        self.sessions.add(session.peer)
        answers = {"gone": "550 5.1.1 no such person", "busy": "451 4.3.0 not now", "login": "530 5.7.0 log in first"}
        answer = answers.get(address.partition("@")[0])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if envelope.rcpt_tos[0].startswith("spam"):
            return "554 5.7.1 we do not like it"
        if envelope.rcpt_tos[0].startswith("full"):
            return "452 4.2.2 mailbox full"
        self.mails.append((envelope.rcpt_tos[0], envelope.content))
        return "250 2.0.0 taken"


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def server(inbox):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


@contextmanager
def a_server_that(act):
    """A raw server: one thread per connection runs `act(connection, file)`."""
    listening = socket.create_server(("127.0.0.1", 0))
    connections = []

    def serve():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            connections.append(connection)
            threading.Thread(target=run, args=(connection,), daemon=True).start()

    def run(connection):
        try:
            act(connection, connection.makefile("rb"))
        except OSError:
            pass
        finally:
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        for connection in connections:
            connection.close()


def talk_until_dot(connection, file):
    """Speak SMTP up to and including the final dot, whose answer is the caller's."""
    connection.sendall(b"220 here\r\n")
    while line := file.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            connection.sendall(b"354 go\r\n")
            while file.readline() != b".\r\n":
                pass
            return
        connection.sendall(b"250 fine\r\n")


def test_the_mail_arrives_as_it_was_and_on_one_connection(server, inbox):
    with open_postbox(f"smtp://127.0.0.1:{server}") as postbox:
        for n in range(5):
            assert isinstance(postbox.send(RAW, sender=FROM, to=f"x{n}@example.be"), Accepted)
    assert [to for to, _ in inbox.mails] == [f"x{n}@example.be" for n in range(5)]
    assert inbox.mails[0][1] == RAW
    assert len(inbox.sessions) == 1


def test_the_connection_is_renewed_after_its_share_of_mails(server, inbox):
    with SmtpPostbox("127.0.0.1", server, mails_per_connection=2) as postbox:
        for n in range(5):
            assert isinstance(postbox.send(RAW, sender=FROM, to=f"x{n}@example.be"), Accepted)
    assert len(inbox.sessions) == 3


@pytest.mark.parametrize(
    ("to", "outcome", "code"),
    [
        ("gone@example.be", Refused, 550),
        ("spam@example.be", Refused, 554),
        ("busy@example.be", TryLater, 451),
        ("full@example.be", TryLater, 452),
        ("login@example.be", TryLater, 530),
    ],
)
def test_each_no_is_told_apart_and_the_next_mail_goes(server, inbox, to, outcome, code):
    with open_postbox(f"smtp://127.0.0.1:{server}") as postbox:
        answer = postbox.send(RAW, sender=FROM, to=to)
        assert isinstance(answer, outcome)
        assert answer.code == code
        assert isinstance(postbox.send(RAW, sender=FROM, to="next@example.be"), Accepted)
    assert len(inbox.sessions) == 1


def test_no_server_means_later():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert isinstance(open_postbox(f"smtp://127.0.0.1:{port}").send(RAW, sender=FROM, to="x@example.be"), TryLater)


def test_a_server_that_greets_with_a_no_means_later():
    def act(connection, file):
        connection.sendall(b"554 closed\r\n")

    with a_server_that(act) as port:
        assert isinstance(open_postbox(f"smtp://127.0.0.1:{port}").send(RAW, sender=FROM, to="x@e.be"), TryLater)


def test_a_loss_after_the_final_dot_is_a_doubt_and_not_repeated():
    seen = []

    def act(connection, file):
        talk_until_dot(connection, file)
        seen.append(1)

    with a_server_that(act) as port, open_postbox(f"smtp://127.0.0.1:{port}") as postbox:
        assert isinstance(postbox.send(RAW, sender=FROM, to="x@example.be"), InDoubt)
        assert len(seen) == 1


def test_a_server_that_falls_silent_after_the_dot_is_a_doubt_within_the_time():
    def act(connection, file):
        talk_until_dot(connection, file)
        time.sleep(5)

    with a_server_that(act) as port, SmtpPostbox("127.0.0.1", port, answer_seconds=0.3) as postbox:
        assert isinstance(postbox.send(RAW, sender=FROM, to="x@example.be"), InDoubt)


def test_a_server_that_never_speaks_means_later(monkeypatch):
    monkeypatch.setattr("webapp.kit.postbox.CONNECT_SECONDS", 0.3)
    with a_server_that(lambda connection, file: time.sleep(5)) as port:
        assert isinstance(open_postbox(f"smtp://127.0.0.1:{port}").send(RAW, sender=FROM, to="x@e.be"), TryLater)


def test_a_kept_connection_that_went_stale_is_replaced_without_loss_or_double():
    taken = []

    def act(connection, file):
        talk_until_dot(connection, file)
        taken.append(1)
        connection.sendall(b"250 taken\r\n")  # and hangs up, as servers do with idle clients

    with a_server_that(act) as port, open_postbox(f"smtp://127.0.0.1:{port}") as postbox:
        for _ in range(3):
            assert isinstance(postbox.send(RAW, sender=FROM, to="x@example.be"), Accepted)
            time.sleep(0.05)
    assert len(taken) == 3


def test_421_closes_and_the_next_mail_opens_again():
    answers = [b"421 going down\r\n", b"250 taken\r\n"]

    def act(connection, file):
        talk_until_dot(connection, file)
        connection.sendall(answers.pop(0))

    with a_server_that(act) as port, open_postbox(f"smtp://127.0.0.1:{port}") as postbox:
        assert isinstance(postbox.send(RAW, sender=FROM, to="x@example.be"), TryLater)
        assert isinstance(postbox.send(RAW, sender=FROM, to="x@example.be"), Accepted)


@pytest.fixture
def tls_server(inbox, tmp_path):
    """A server that insists on STARTTLS with a certificate nobody vouches for."""
    private = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = timedelta(days=1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(1).not_valid_before(NOW - day).not_valid_after(NOW + day)
        .sign(private, None)
    )  # fmt: skip
    both = tmp_path / "server.pem"
    both.write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    controller.start()
    yield port
    controller.stop()


def test_tls_is_taken_when_offered_and_proven_when_required(tls_server, inbox):
    with open_postbox(f"smtp://127.0.0.1:{tls_server}") as postbox:
        assert isinstance(postbox.send(RAW, sender=FROM, to="x@example.be"), Accepted)
    with open_postbox(f"smtp://127.0.0.1:{tls_server}?tls=required") as postbox:
        outcome = postbox.send(RAW, sender=FROM, to="x@example.be")
    assert isinstance(outcome, TryLater)
    assert len(inbox.mails) == 1


def test_required_tls_is_not_given_up(server):
    with open_postbox(f"smtp://127.0.0.1:{server}?tls=required") as postbox:
        outcome = postbox.send(RAW, sender=FROM, to="x@example.be")
    assert outcome == TryLater("the server offers no TLS")


def test_an_address_cannot_smuggle_a_command(server):
    with open_postbox(f"smtp://127.0.0.1:{server}") as postbox:
        for to in ("x@e.be>\r\nRCPT TO:<y@e.be", "x @e.be", "x>@e.be"):
            with pytest.raises(ValueError, match="envelope"):
                postbox.send(RAW, sender=FROM, to=to)


def test_a_folder_keeps_one_whole_file_per_mail(tmp_path):
    with open_postbox(f"folder://{tmp_path}/post") as postbox:
        first = postbox.send(RAW, sender=FROM, to="x@example.be")
        again = postbox.send(RAW, sender=FROM, to="x@example.be")
        other = postbox.send(RAW.replace(b"<m1@", b"<m2@"), sender=FROM, to="x@example.be")
    assert isinstance(first, Accepted)
    assert first == again != other
    files = sorted((tmp_path / "post").iterdir())
    assert len(files) == 2
    assert all(file.suffix == ".eml" for file in files)
    assert message_from_bytes(files[0].read_bytes())["To"] == "<x@example.be>"


def test_a_folder_that_cannot_be_written_means_later(tmp_path):
    (tmp_path / "post").write_text("a file stands in the way")
    assert isinstance(FolderPostbox(tmp_path / "post").send(RAW, sender=FROM, to="x@example.be"), TryLater)


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.be", "http://x", "smtp://", "folder://post", "smtp://x:hundred", "smtp://x?tls=perhaps"],
)
def test_a_mail_url_that_cannot_work_is_refused_at_once(url):
    with pytest.raises(BadMailUrlError):
        open_postbox(url)


def test_a_refused_mail_url_never_shows_its_password():
    with pytest.raises(BadMailUrlError) as caught:
        open_postbox("smtp://user:s3cret@host:hundred")
    assert "s3cret" not in str(caught.value)
