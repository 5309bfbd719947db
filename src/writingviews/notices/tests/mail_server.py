"""A mail server on loopback: takes what it is sent, or refuses it as it is told to."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any


@dataclass
class Taken:
    """A mail that was taken: to whom it was to go, and what it says."""

    to: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def text(self) -> str:
        return str(self.message.get_content())


@dataclass
class MailServer:
    """What a server has taken, and what it says to a recipient."""

    port: int
    taken: list[Taken] = field(default_factory=list)
    answer: bytes = b"250 yes"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Serve SMTP on a free port."""

    class Line(socketserver.StreamRequestHandler):
        def say(self, line: bytes) -> None:
            self.wfile.write(line + b"\r\n")

        def handle(self) -> None:
            self.say(b"220 here")
            to: list[str] = []
            while line := self.rfile.readline().strip():
                word = line[:4].upper()
                if word == b"RCPT":
                    if state.answer.startswith(b"250"):
                        to.append(line[8:].strip(b"<>").decode())
                    self.say(state.answer)
                elif word == b"DATA":
                    self.say(b"354 go on")
                    lines: list[bytes] = []
                    while (said := self.rfile.readline()) != b".\r\n":
                        lines.append(said)
                    state.taken.append(Taken(to, b"".join(lines)))
                    to = []
                    self.say(b"250 taken")
                elif word == b"QUIT":
                    self.say(b"221 bye")
                    return
                else:
                    self.say(b"250 yes")

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
            """A line that the other side broke is no fault of the server's."""

    with Server(("127.0.0.1", 0), Line) as server:
        state = MailServer(port=server.server_address[1])
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield state
        finally:
            server.shutdown()
