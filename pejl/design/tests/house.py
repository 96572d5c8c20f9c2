"""A small server that speaks as Pejl's own does: pages, what is sent, and what happens in the topics one follows."""

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

STATIC = Path(__file__).parents[3] / "build" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLL_SECONDS = 20


class House:
    """What is served and what has been asked. Facts are told with ``tell``; the server can be closed and opened."""

    def __init__(self):
        self.pages, self.answers, self.asked, self.sent = {}, {}, [], []
        self.facts, self.news = [], threading.Condition()
        self.anews = 0
        self.opened, self.dead = 0, 0
        self.open_streams, self.status, self.keeps_back, self.life = 0, 200, False, 120.0
        self.refused, self.endings = set(), 0
        self.sockets, self.server, self.port = set(), None, 0

    @property
    def origin(self):
        return f"http://localhost:{self.port}"

    def open(self):
        house = self

        class Handler(_Handler):
            pass

        Handler.house = house
        self.server = _Server(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        """As a process that is killed: nobody is answered, and what was open is cut."""
        server, self.server = self.server, None
        server.shutdown()
        server.server_close()
        for one in list(self.sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        with self.news:
            self.news.notify_all()

    def tell(self, *patches, topic="meeting:1", view="leader"):
        """Let something happen; returns its number."""
        with self.news:
            number = 1 + sum(1 for fact in self.facts if fact["topic"] == topic)
            self.facts.append({"topic": topic, "view": view, "number": number, "patches": patches})
            self.news.notify_all()
        return number

    def go_dead(self):
        """What is open now carries nothing any more, and nobody is told: a machine slept, or the net is gone."""
        self.dead = self.opened

    def say_anew(self):
        """Tell everybody that the page is quicker read anew."""
        with self.news:
            self.anews += 1
            self.news.notify_all()

    def since(self, follows, place=0):
        """What is new to somebody who knows these topics so far, and has heard the log up to a place."""
        facts = [fact for fact in self.facts[place:] if follows.get(_key(fact), fact["number"]) < fact["number"]]
        return b"".join(f"data: {json.dumps(fact)}\n\n".encode() for fact in facts)

    def refuse(self, key):
        """Let nobody follow this any more: what is open ends, and whoever comes back is told."""
        with self.news:
            self.refused.add(key)
            self.endings += 1
            self.news.notify_all()

    def streams(self):
        return [path for method, path in self.asked if path.startswith("/live/?")]


def _key(fact):
    return f"{fact['topic']}/{fact['view']}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    house: House

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        self.house.sockets.add(self.connection)

    def finish(self):
        self.house.sockets.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_GET(self):
        self.house.asked.append(("GET", self.path))
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            return self._answer(200, file.read_bytes(), TYPES[file.suffix])
        if path == "/live/":
            return self._stream()
        if path == "/live/poll/":
            return self._poll()
        page = self.house.pages.get(path)
        page = page() if callable(page) else page
        return self._answer(200 if page else 404, (page or "").encode(), "text/html; charset=utf-8")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path = urlsplit(self.path).path
        self.house.sent.append((path, dict(parse_qsl(body, keep_blank_values=True)), dict(self.headers)))
        answer = self.house.answers.get(path, (204, ""))
        status, text = answer(self.house.sent[-1]) if callable(answer) else answer
        if status is None:
            self.close_connection = True
            return None
        return self._answer(status, text.encode(), "text/html; charset=utf-8")

    def _answer(self, status, body, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def _followed(self):
        wanted = parse_qs(urlsplit(self.path).query)["follow"]
        return {key: int(number) for key, number in (one.split("@") for one in wanted)}

    def _begin(self, *headers):
        self.send_response(200)
        for name, value in [("Content-Type", "text/event-stream; charset=utf-8"), *headers]:
            self.send_header(name, value)
        self.end_headers()

    def _piece(self, frame):
        self.wfile.write(f"{len(frame):x}\r\n".encode() + frame + b"\r\n")

    def _stream(self):
        house = self.house
        if house.status != 200:
            return self._answer(house.status, b"", "text/plain")
        follows, server = self._followed(), house.server
        if house.keeps_back:
            with house.news:
                house.news.wait_for(lambda: house.server is not server, 60)
            return None
        with house.news:
            house.open_streams += 1
            house.opened += 1
            number = house.opened
        try:
            self._begin(("Transfer-Encoding", "chunked"))
            self._piece(b"retry: 300\nevent: here\ndata: {}\n\n")
            refused = [key for key in follows if key in house.refused]
            if refused:
                self._piece(f"event: refused\ndata: {json.dumps(refused)}\n\n".encode())
                follows = {key: number for key, number in follows.items() if key not in refused}
            self._tell(server, follows, number)
        finally:
            with house.news:
                house.open_streams -= 1

    def _tell(self, server, follows, number):
        house, place, anews, until = self.house, 0, self.house.anews, time.monotonic() + self.house.life
        endings = house.endings
        while house.server is server and house.endings == endings and time.monotonic() < until:
            with house.news:
                frames = house.since(follows, place) + b"event: anew\ndata: \n\n" * (house.anews - anews)
                place, anews = len(house.facts), house.anews
            if number > house.dead:
                self._piece(frames or b": \n\n")
            with house.news:
                if (len(house.facts), house.anews) == (place, anews):
                    house.news.wait(0.5)
        self._piece(b"")

    def _poll(self):
        house, server, follows = self.house, self.house.server, self._followed()
        with house.news:
            house.news.wait_for(lambda: house.since(follows) or house.server is not server, POLL_SECONDS)
        frames = house.since(follows)
        self._begin(("Content-Length", str(len(frames))))
        self.wfile.write(frames)


def until(holds, seconds=5):
    """Wait for something that a browser or the server comes to by itself."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It never came to be so"
        time.sleep(0.02)
