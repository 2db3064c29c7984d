"""A small threaded HTTP/1.1 server: keep-alive, chunked bodies both ways, and answers that can be made to fail."""
from __future__ import annotations

import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from http.client import responses as REASONS
from io import BufferedReader

from .clock import Clock
from .wire import Request, Response

Handler = Callable[[Request], Response]
MAX_BODY = 64 * 1024 * 1024
MAX_HEAD = 64 * 1024


class BadRequest(Exception):
    """Bytes that are not an HTTP request that this server reads."""


class HTTPServer:
    """Listens on 127.0.0.1 and gives each connection a thread of its own."""

    def __init__(self, port: int, handler: Handler, clock: Clock) -> None:
        self.handler = handler
        self.clock = clock
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self._stopping = False

    def start(self) -> None:
        """Accepts connections on a thread of its own."""
        threading.Thread(target=self._accept, name="accept", daemon=True).start()

    def stop(self) -> None:
        """Accepts no more; open connections die with the process."""
        self._stopping = True
        self._listener.close()

    def _accept(self) -> None:
        while not self._stopping:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.connections += 1
        reader = connection.makefile("rb", 65536)
        try:
            while self._exchange(connection, reader):
                pass
        except (ConnectionError, TimeoutError):
            pass  # The client went away; there is nobody to tell.
        finally:
            self.connections -= 1
            try:
                reader.close()
                connection.close()
            except OSError:
                pass

    def _exchange(self, connection: socket.socket, reader: BufferedReader) -> bool:
        """Serves one request; says whether the connection may serve another."""
        try:
            request = read_request(reader, connection)
        except BadRequest as error:
            body = str(error).encode()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            return False
        if request is None:
            return False
        try:
            response = self.handler(request)
        except Exception:  # A fault of this server must be seen, and must not take the connection's thread down unsaid.
            traceback.print_exc(file=sys.stderr)
            response = Response(500, [("Content-Type", "text/plain")], b"internal error of the demo server")
        if response.drop:
            return False
        keep = request.header("connection").lower() != "close"
        return self._send(connection, request, response, keep) and keep

    def _send(self, connection: socket.socket, request: Request, response: Response, keep: bool) -> bool:
        head = [f"HTTP/1.1 {response.status} {REASONS.get(response.status, 'Unknown')}", f"Date: {self.clock.http_date()}"]
        head += [f"{name}: {value}" for name, value in response.headers]
        if response.stream is not None:
            head += ["Transfer-Encoding: chunked", "Connection: close"]
            connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode("latin-1"))
            for chunk in response.stream:
                connection.sendall(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            connection.sendall(b"0\r\n\r\n")
            return False
        if response.status not in (204, 304):
            head.append(f"Content-Length: {len(response.body)}")
        if not keep:
            head.append("Connection: close")
        body = b"" if request.method == "HEAD" else response.body
        if response.cut is not None:
            body = body[: response.cut]
        connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode("latin-1") + body)
        if response.cut is not None:
            time.sleep(response.hold)
            return False
        return True


def read_request(reader: BufferedReader, connection: socket.socket) -> Request | None:
    """The next request of a connection; None at its end."""
    line = reader.readline(MAX_HEAD)
    while line in (b"\r\n", b"\n"):
        line = reader.readline(MAX_HEAD)
    if not line:
        return None
    parts = line.decode("latin-1").rstrip("\r\n").split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise BadRequest("This is not an HTTP/1.1 request line.")
    headers = _read_headers(reader)
    request = Request(parts[0], parts[1], headers, b"")
    if request.header("expect").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    if "chunked" in request.header("transfer-encoding").lower():
        request.body = _read_chunks(reader)
    elif request.header("content-length"):
        if not request.header("content-length").isdigit():
            raise BadRequest("Content-Length is not a number.")
        length = int(request.header("content-length"))
        if length > MAX_BODY:
            raise BadRequest("The body is too large.")
        request.body = reader.read(length)
        if len(request.body) < length:
            return None
    return request


def _read_headers(reader: BufferedReader) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    size = 0
    while True:
        line = reader.readline(MAX_HEAD)
        size += len(line)
        if line in (b"\r\n", b"\n"):
            return headers
        if not line or size > MAX_HEAD or b":" not in line:
            raise BadRequest("A header is malformed, or there are too many.")
        name, _, value = line.decode("latin-1").partition(":")
        headers.append((name, value.strip()))


def _read_chunks(reader: BufferedReader) -> bytes:
    body = bytearray()
    while True:
        try:
            size = int(reader.readline(1024).split(b";")[0].strip(), 16)
        except ValueError:
            raise BadRequest("A chunk's size is malformed.") from None
        if size == 0:
            while reader.readline(MAX_HEAD) not in (b"\r\n", b"\n", b""):
                pass
            return bytes(body)
        body += reader.read(size)
        reader.readline(16)
        if len(body) > MAX_BODY:
            raise BadRequest("The body is too large.")
