"""A built site: its files, its models, and a server that puts it below a sub-path."""

import http.server
import json
import threading
import urllib.parse
from pathlib import Path

PREFIX = "/some/where/"


class Site:
    """The files of one build."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.pages = sorted(path for path in self.files if path.endswith(".html"))
        self.pictures = sorted(path for path in self.files if path.endswith(".svg"))

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def models(self) -> list[dict]:
        """What `lineage.json` says of each model, with the address of its page."""
        found = []
        for path in sorted(path for path in self.files if path.endswith("/lineage.json")):
            found.append(json.loads(self.text(path)) | {"page": path.removesuffix("lineage.json") + "index.html"})
        return found


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files below the prefix; the site's own page for everything else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        if path == "/favicon.ico":
            return self._answer(204, b"", "image/x-icon")
        root = self.server.site.folder
        file = root / path.removeprefix(PREFIX).lstrip("/") if path.startswith(PREFIX) else None
        if file and file.is_dir():
            file = file / "index.html"
        if file and file.is_file():
            return self._answer(200, file.read_bytes(), self.guess_type(str(file)))
        return self._answer(404, (root / "404.html").read_bytes(), "text/html")

    def _answer(self, status: int, body: bytes, kind: str):
        self.send_response(status)
        self.send_header("Content-Type", kind if kind.startswith("image") else f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server:
    """Serves a site from 127.0.0.1 until it is closed."""

    def __init__(self, site: Site):
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.site = site
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.root = self.origin + PREFIX

    def address(self, path: str) -> str:
        return self.root + urllib.parse.quote(path)

    def close(self):
        self._server.shutdown()
        self._server.server_close()
