"""The evidence report on loopback: a browser does not follow a link from a web page to a file."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from flows.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def shown(report: Path, port: int) -> Iterator[str]:
    """Show a page, as it is whenever it is asked for, and nothing else; yield its address.

    Args:
        report: the page; it need not exist yet.
        port: where to listen; 0 for any.

    Raises:
        UserError: somebody else listens there.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(report))
    except OSError as error:
        raise UserError(
            f"the report cannot be shown at port {port} ({error.strerror}); name another: --port"
        ) from error
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{report.name}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(report: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = _page(report) if self.path == f"/{report.name}" else None
            self.send_response(HTTPStatus.NOT_FOUND if page is None else HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page or b"There is no report here yet.")

        def log_message(self, *_: object) -> None:
            """Say nothing of each request."""

    return Handler


def _page(report: Path) -> bytes | None:
    try:
        return report.read_bytes()
    except OSError:
        return None
