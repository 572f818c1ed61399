"""The only place where the floors are joined: settings in, a running house out."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from pathlib import Path
from typing import Any, Final

from flask import Flask, g, request, url_for
from flask_migrate import Migrate
from htmx_flask import Htmx
from whitenoise import WhiteNoise

from webapp import domain, views
from webapp.config import ROOT, Settings
from webapp.kit import compression, db, errors, i18n, logs, security, sessions
from webapp.kit.texts import Library

STATIC = ROOT / "webapp" / "static"
YEAR_SECONDS = 31_536_000
LARGEST_REQUEST = 25 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """Build the house for one fund."""
    app = Flask("webapp", static_folder=None, template_folder="templates")
    app.config["SETTINGS"] = settings
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url or "postgresql://"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = 1024 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    logs.start(settings.log_format)
    i18n.init_app(app)
    Htmx(app)
    errors.init_app(app)
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
    _serve_static(app)
    return app


def _enter_rooms() -> None:
    """Load every room, so that all tables are known whichever pages exist."""
    for room in pkgutil.iter_modules(domain.__path__):
        importlib.import_module(f"{domain.__name__}.{room.name}")


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
    arguments = dict(request.view_args or {})
    if request.endpoint and request.url_rule and "language" in request.url_rule.arguments:
        return {code: url_for(request.endpoint, **arguments, language=code) for code in i18n.LANGUAGES}
    return {code: f"/{code}/" for code in i18n.LANGUAGES}


DRESS: Final = frozenset({".css", ".svg", ".woff2", ".png"})


def static_address(path: str, file: Path) -> str:
    """The address of a static file with its fingerprint, so that browsers may keep it for a year.

    Fonts keep their name: the style sheet of a fund calls them by it, and the name carries a version.
    """
    if file.suffix == ".woff2":
        return f"/static/{path}"
    fingerprint = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
    name = Path(path)
    return f"/static/{name.with_name(f'{name.stem}.{fingerprint}{name.suffix}')}"


def static_files(library: Library) -> dict[str, Path]:
    """Our static files and the fund's dress (brand/…), the fund's own before ours."""
    found = {file.relative_to(STATIC).as_posix(): file for file in STATIC.rglob("*") if file.is_file()}
    for folder in reversed(library.folders):
        for file in sorted((folder / "brand").rglob("*")):
            if file.suffix in DRESS:
                found[file.relative_to(folder).as_posix()] = file
    return found


def _serve_static(app: Flask) -> None:
    files = WhiteNoise(app.wsgi_app, max_age=YEAR_SECONDS, index_file=False)
    addresses = {}
    for path, file in static_files(app.extensions["content"]).items():
        addresses[path] = static_address(path, file)
        files.add_file_to_dictionary(addresses[path], str(file))
    app.jinja_env.globals["static_url"] = addresses.__getitem__
    app.wsgi_app = files  # type: ignore[method-assign]
