"""The web application of a node, and the server that runs it."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, jsonify

from server.openrosa import create_openrosa
from server.services.node import Node

MAX_REQUEST_BYTES = 600_000_000


def create_app(node: Node) -> Flask:
    """A Flask application over an open node."""
    app = Flask("server.web")
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.url_map.merge_slashes = False
    app.register_blueprint(create_openrosa(node))
    app.wsgi_app = _merge_slashes(app.wsgi_app)  # type: ignore[method-assign]

    @app.get("/suc-khoe")
    def health() -> Response:
        """Is the node alive and able to write?"""
        node.writer.write(lambda unit: unit.connection.exec_driver_sql("SELECT 1").all())
        return jsonify({"status": "ok"})

    return app


def _merge_slashes(inner: Any) -> Any:
    """Collect sends to `…//submission` when the scanned URL ends in two slashes: serve both, never redirect a POST."""

    def outer(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/v1/key/"):
            while "//" in path:
                path = path.replace("//", "/")
            environ["PATH_INFO"] = path.rstrip("/") or path
        return inner(environ, start_response)

    return outer


def serve(node: Node) -> None:
    """Run the embedded server until it is stopped: waitress buffers slow phones, its threads feed the writer."""
    from waitress import create_server

    logging.getLogger("waitress").setLevel(logging.ERROR)
    server = create_server(
        create_app(node),
        host=node.config.host,
        port=node.config.port,
        threads=node.config.threads,
        max_request_body_size=MAX_REQUEST_BYTES,
        url_scheme="http",
        ident=None,
    )
    server.run()
