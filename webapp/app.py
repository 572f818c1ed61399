"""The only place where the floors are joined: settings in, a running house out."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from flask import Flask, g, request, url_for
from flask_migrate import Migrate
from htmx_flask import Htmx

from webapp import domain, views
from webapp.config import ROOT, Settings
from webapp.domain import law_changes
from webapp.kit import (
    assets,
    clock,
    compression,
    db,
    errors,
    i18n,
    kept_answers,
    logs,
    proxies,
    security,
    sessions,
)
from webapp.kit.texts import Library

STATIC = ROOT / "webapp" / "static"
LARGEST_REQUEST = 25 * 1024 * 1024
#: Errors never show the values of a row. Whoever waits 5 s for a free connection gets a page that says so;
#: how long a page waits for a server that says nothing stands in kit/patience.py.
ENGINE = {
    "pool_size": 8,
    "max_overflow": 8,
    "pool_timeout": 5,
    "pool_pre_ping": True,
    "hide_parameters": True,
    "connect_args": {"connect_timeout": 5, "tcp_user_timeout": 10_000},
}


def create_app(settings: Settings) -> Flask:
    """Build the house for one fund."""
    app = Flask("webapp", static_folder=None, template_folder="templates")
    app.config["SETTINGS"] = settings
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url or "postgresql://"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = ENGINE
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = 1024 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    logs.start(settings.log_format)
    i18n.init_app(app)
    Htmx(app)
    errors.init_app(app)
    app.before_request(_keep_up_with_the_law)
    # Answers pass the last registered function first: the frame closes the unit of work, then the visit
    # is written down, then the headers are put on.
    compression.init_app(app)
    security.init_app(app)
    sessions.init_app(app)
    db.init_app(app)
    Migrate(app, db.db, directory=str(ROOT / "webapp" / "migrations"))
    app.extensions["content"] = Library(settings.content_dirs)
    _address_by_language(app)
    _speak(app)
    _enter_rooms()
    views.open_doors(app)
    folders = app.extensions["content"].folders
    assets.init_app(app, ours=STATIC, folders=folders, kept=settings.data_dir / "static")
    proxies.init_app(app, believed=settings.forwarded_allow)
    app.extensions["kept_answers"] = kept_answers.KeptAnswers(app.wsgi_app)
    app.wsgi_app = security.Dress(app.extensions["kept_answers"])  # type: ignore[method-assign]
    return app


def _enter_rooms() -> None:
    """Load every room, so that all tables are known whichever pages exist."""
    for room in pkgutil.iter_modules(domain.__path__):
        importlib.import_module(f"{domain.__name__}.{room.name}")


def _keep_up_with_the_law() -> None:
    """Read what was published since; the machines' door asks whether this process lives, nothing else."""
    if request.blueprint not in {None, "machine"}:
        law_changes.keep_up(at=clock.now())


def _address_by_language(app: Flask) -> None:
    """The language stands in the address; views neither take it nor pass it on."""

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "language" in values:
            g.language = values.pop("language")

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        known = endpoint in app.view_functions
        if known and "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = i18n.language()


def _speak(app: Flask) -> None:
    app.jinja_env.globals |= {
        "LANGUAGES": i18n.LANGUAGES,
        "LANGUAGE_NAMES": i18n.NAMES,
    }

    @app.context_processor
    def words() -> dict[str, Any]:
        return {
            "language": i18n.language(),
            "fund": fund(app),
            "alternates": alternates(),
            "settings": app.config["SETTINGS"],
            "actor": g.get("actor"),
        }


def fund(app: Flask) -> dict[str, Any]:
    """The fund of this deployment as content/site.toml describes it."""
    library: Library = app.extensions["content"]
    return library.toml("site.toml")


def alternates() -> dict[str, str]:
    """The address of this page in each language; views with slugs set `g.alternates` themselves."""
    if "alternates" in g:
        found: dict[str, str] = g.alternates
        return found
    arguments = {name: value for name, value in (request.view_args or {}).items() if name != "language"}
    if request.endpoint and request.url_rule and "language" in request.url_rule.arguments:
        return {
            code: url_for(request.endpoint, **(arguments | {"language": code})) for code in i18n.LANGUAGES
        }
    return {code: f"/{code}/" for code in i18n.LANGUAGES}
