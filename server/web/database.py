"""The pages' reading session: Flask-SQLAlchemy over the node's own read engine, one session a request."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine


class PageDatabase(SQLAlchemy):
    """Uses an engine that is open already: the node has one for reading, with its key and its pragmas."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        super().__init__(add_models_to_shell=False)

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:  # noqa: ARG002
        return self._engine


def open_pages(app: Flask, engine: Engine) -> PageDatabase:
    """Give `app` a session on `engine`; it ends with each request."""
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"  # asked for by the extension; the engine is the node's
    database = PageDatabase(engine)
    database.init_app(app)
    return database
