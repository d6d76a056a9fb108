"""A tiny site of somebody else: pages on `localhost`, which to a browser is another site than 127.0.0.1."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.support.engines import free_port


class Pages:
    """HTML by path, served by a thread; `pages["/"] = "<p>…"` changes a page at once."""

    def __init__(self) -> None:
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self._html: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        self._thread = Thread(target=self._server.serve_forever, name="pages", daemon=True)

    def __setitem__(self, path: str, html: str) -> None:
        self._html[path] = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>{html}'

    def start(self) -> None:
        """Serve from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        html = self._html

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = html.get(self.path.partition("?")[0])
                self.send_response(200 if found else 204 if self.path == "/favicon.ico" else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((found or "").encode())

            def log_message(self, *args: object) -> None:
                """Say nothing: the tests' output is for the tests."""

        return Handler
