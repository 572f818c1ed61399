"""Mass runs from the terminal: draw one, release one. Both need a person by name, never the same for both."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import current_app

from webapp.cli.house import house
from webapp.domain import company_contributions, contributions, identity, notices
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.fund import MissingChoiceError
from webapp.rules.units import Quarter

#: Who carries out the release of a kind of run.
RELEASE: dict[str, Callable[..., None]] = {
    "dues": contributions.release_run,
    "company_calls": company_contributions.runs.release,
}
PLANNED = (
    "run {run} of {thing} is planned in {ranges} ranges; the worker draws them, then somebody else releases"
)
REFUSED = (
    "not started, for want of law:\n{lacking}\n"
    "Give the value its dated line, or leave those out by name: --without-missing"
)
BY = click.option("--by", "email", help="Who draws: the log-in's e-mail address. The demo chooses by itself.")
WITHOUT_MISSING = click.option(
    "--without-missing", is_flag=True, help="Leave out by name who needs a value of the law not known yet."
)


@click.group("run")
def run() -> None:
    """Draw a mass run: dues of a quarter, calls of a year."""


@run.command("dues")
@click.argument("quarter")
@BY
@WITHOUT_MISSING
def dues(quarter: str, *, email: str | None, without_missing: bool) -> None:
    """Draw the dues of a quarter such as 2026Q4. Nothing is booked before the release."""
    try:
        wanted = Quarter.parse(quarter)
    except ValueError as reason:
        raise click.ClickException(f"{reason}") from reason
    plan = contributions.plan_run_without_missing if without_missing else contributions.plan_run
    with house():
        _plan(lambda actor: plan(wanted, by=actor, at=clock.now()), email)


@run.command("company-calls")
@click.argument("year", type=int)
@BY
@WITHOUT_MISSING
def company_calls(year: int, *, email: str | None, without_missing: bool) -> None:
    """Draw the calls of the company contribution of a year. Nothing is booked before the release."""
    runs = company_contributions.runs
    plan = runs.plan_without_missing if without_missing else runs.plan
    with house():
        _plan(lambda actor: plan(year, by=actor, at=clock.now()), email)


@click.command("release")
@click.argument("number", type=int)
@click.option("--by", "email", help="Who releases: another one than drew. The demo chooses by itself.")
def release(number: int, *, email: str | None) -> None:
    """Release a drawn run: it is booked and its letters go out."""
    with house():
        progress = notices.runs.progress(number)
        if progress is None:
            raise click.ClickException(f"there is no run {number}")
        by = who(email, identity.Permission.RELEASE_RUNS, but=progress.planned_by)
        try:
            RELEASE[progress.kind](number, by=by, at=clock.now())
        except notices.runs.SecondPersonNeededError as reason:
            raise click.ClickException("a second person must release it") from reason
        except notices.runs.NotDrawnError as reason:
            raise click.ClickException(f"run {number} is {progress.state}, not waiting") from reason
        except notices.runs.NotAllowedError as reason:
            raise click.ClickException(f"{by.name} may not release runs") from reason
        session.commit()
        click.echo(f"run {number} of {progress.thing} is released; the worker books it")


def who(email: str | None, permission: identity.Permission, *, but: int | None = None) -> identity.Actor:
    """The member of staff who acts: by address; only the demo chooses one who may."""
    if email is not None:
        login_id = identity.login_by_email(email)
        actor = identity.actor_for(login_id) if login_id is not None else None
        if actor is None:
            raise click.ClickException(f"{email} is no log-in here")
        return actor
    if current_app.config["SETTINGS"].demo:
        for person in identity.staff_people():
            actor = identity.actor_for(person.id)
            if actor is not None and actor.may(permission) and actor.login_id != but:
                return actor
    raise click.ClickException("say who acts: --by with the e-mail address of a log-in")


def _plan(plan: Callable[[identity.Actor], int], email: str | None) -> None:
    by = who(email, identity.Permission.DRAW_RUNS)
    try:
        number = plan(by)
    except notices.runs.AlreadyRunError as reason:
        raise click.ClickException("this run exists already; discard it first") from reason
    except notices.runs.MissingLawError as reason:
        lacking = "\n".join(f"  {one}" for one in reason.lacking)
        raise click.ClickException(REFUSED.format(lacking=lacking)) from reason
    except MissingChoiceError as reason:
        raise click.ClickException(f"{reason}") from reason
    except notices.runs.NotAllowedError as reason:
        raise click.ClickException(f"{by.name} may not draw runs") from reason
    progress = notices.runs.progress(number)
    assert progress is not None, "it has just been planned"
    session.commit()
    click.echo(PLANNED.format(run=number, thing=progress.thing, ranges=progress.ranges))


COMMANDS = (run, release)
