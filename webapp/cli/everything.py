"""`guichet all`: the whole house in one terminal, as `make run` shows it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack, suppress
from functools import partial

import click
import psycopg
from dotenv import dotenv_values

from webapp.config import Settings
from webapp.kit import embedded
from webapp.kit.readiness import tables_are_current
from webapp.kit.resident import EmbeddedServerError
from webapp.kit.supervisor import Child, Supervisor, Watched, answers, port_is_free, to_terminal


@click.command("all")
@click.option("--workers", default=1, show_default=True, help="How many workers carry out errands.")
@click.pass_context
def everything(context: click.Context, *, workers: int) -> None:
    """Run servers, migrations, demo fund, web, relay and worker together until Ctrl-C.

    Without SECRET_KEY and DEMO it is the demo: its log-ins are printed when the counter is open.
    """
    begun = time.monotonic()
    said = {**dotenv_values(".env"), **os.environ}
    if not said.get("DEMO") and not said.get("SECRET_KEY"):
        os.environ["DEMO"] = "1"
    settings = Settings.from_environ()
    if not port_is_free(settings.port):
        raise click.ClickException(f"PORT {settings.port} is taken; choose another: make run PORT=8001")
    with ExitStack() as stack:
        try:
            watched = _servers(settings, stack)
        except EmbeddedServerError as reason:
            raise click.ClickException(str(reason)) from reason
        guichet = partial(context.find_root().command.main, prog_name="guichet", standalone_mode=False)
        for sentence, arguments in _preparations(context, settings):
            _say(sentence)
            guichet(args=arguments)

        def open_to_the_public() -> None:
            to_terminal(f"\n  The counter is open: {settings.base_url}/\n")
            to_terminal(f"  Ready in {time.monotonic() - begun:.1f} s; Ctrl-C stops everything.\n\n")
            if settings.demo and _knows(context, "demo", "--logins"):
                guichet(args=["demo", "--logins"])

        command = [sys.executable, "-m", "webapp.cli"]
        crew = [Child("web", [*command, "web"])]
        names = ["worker"] if workers == 1 else [f"worker {number}" for number in range(1, workers + 1)]
        crew += [Child(name, [*command, "worker"], patience=30, waits=True) for name in names]
        crew += [Child("relay", [*command, "relay"], waits=True)]
        _say("opening the counter")
        stack.pop_all()  # from here on the supervisor ends the servers, after those who use them
        Supervisor(crew, servers=watched, environment=dict(os.environ), write=to_terminal).run(
            ready=lambda: answers(settings.port, "/readyz"), when_ready=open_to_the_public
        )


def _servers(settings: Settings, stack: ExitStack) -> list[Watched]:
    """Start the embedded servers nobody gave us an address for, and tell everybody below where they are."""
    watched = []
    for given, name, start in (
        (settings.database_url, "DATABASE_URL", embedded.postgres),
        (settings.redis_url, "REDIS_URL", embedded.valkey),
    ):
        if not given:
            server = stack.enter_context(start(settings.data_dir, progress=_say))
            os.environ[name] = server.url
            watched.append(Watched(server, partial(start, settings.data_dir)))
    return watched


def _preparations(context: click.Context, settings: Settings) -> list[tuple[str, list[str]]]:
    """What must be done before the doors open; each does nothing when it is done already."""
    steps = [("compiling the words of the interface", ["i18n", "compile"])]
    address = settings.database_url or os.environ["DATABASE_URL"]
    if not tables_are_current(address.replace("+psycopg", "")):
        steps.append(("bringing the tables up to date", ["db", "upgrade"]))
    if settings.demo and not _is_lived_in(address) and _knows(context, "demo", "--if-empty"):
        steps.append(("looking after the demo fund", ["demo", "--if-empty"]))
    return steps


def _is_lived_in(address: str) -> bool:
    """Whether somebody has a log-in here; asked without building the app, so that a second start is quick."""
    with (
        suppress(psycopg.Error),
        psycopg.connect(address.replace("+psycopg", ""), connect_timeout=5) as connection,
    ):
        found = connection.execute("select exists (select from login)").fetchone()
        return bool(found and found[0])
    return False


def _knows(context: click.Context, name: str, option: str) -> bool:
    """Whether this house has the command with that option."""
    root = context.find_root().command
    command = root.get_command(context, name) if isinstance(root, click.Group) else None
    return command is not None and any(option in parameter.opts for parameter in command.params)


def _say(sentence: str) -> None:
    to_terminal(f"- {sentence}\n")


COMMANDS = (everything,)
