"""Send a bulletin from the terminal: release it, then work through it beside the workers until it is over."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import jobs
from webapp.cli.house import house
from webapp.cli.runs import who
from webapp.domain import bulletins, identity
from webapp.kit import clock, outgoing
from webapp.kit.db import session

#: How long to rest when other workers hold every range, or every recipient left rests.
REST = 0.5


@click.command("send-bulletin")
@click.argument("issue", type=int)
@click.option("--by", "email", help="Who releases: not who declared it ready. The demo chooses by itself.")
@click.option("--json", "as_json", is_flag=True, help="For a program: print what became of it as JSON.")
def send_bulletin(issue: int, *, email: str | None, as_json: bool) -> None:
    """Release the bulletin of this number and send it, or go on with one that is being sent.

    A ready issue is released in the name of --by. This process then works like one more worker. It ends
    when nobody waits who could be written to now; servers that asked for patience are the workers' affair.
    """
    with house():
        found = bulletins.issue_of_number(issue)
        if found is None:
            raise click.ClickException(f"there is no bulletin {issue}")
        if found.state == bulletins.IssueState.DRAFT:
            raise click.ClickException(f"bulletin {issue} is a draft: somebody must declare it ready first")
        if found.state == bulletins.IssueState.READY:
            _release(found, email)
        session.commit()
        progress = _work(found.id, quiet=as_json)
        outgoing.postbox().close()
    _tell(issue, progress, as_json=as_json)


def _release(found: bulletins.IssueView, email: str | None) -> None:
    by = who(email, identity.Permission.RELEASE_BULLETINS, but=found.ready_by)
    try:
        bulletins.release(found.id, fingerprint=found.fingerprint, by=by, at=clock.now())
    except bulletins.SecondPersonNeededError as reason:
        raise click.ClickException("a second person must release it") from reason
    except bulletins.NotAllowedError as reason:
        raise click.ClickException(f"{by.name} may not release bulletins") from reason


def _work(bulletin_id: int, *, quiet: bool) -> bulletins.Progress:
    """Carry out the errands of the issue that nobody else holds, with a bar to watch."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
        task = bar.add_task("recipients", total=None)
        while True:
            now = _progress(bulletin_id)
            bar.update(task, total=now.audience, completed=now.done)
            waiting = bulletins.open_errands(bulletin_id, due_by=clock.now())
            session.rollback()
            if now.state == bulletins.IssueState.SENT or not waiting:
                return now
            for errand in waiting:
                jobs.run(errand)
                bar.update(task, completed=_progress(bulletin_id).done)
            if _progress(bulletin_id).done == now.done:
                time.sleep(REST)


def _progress(bulletin_id: int) -> bulletins.Progress:
    session.rollback()
    found = bulletins.progress(bulletin_id)
    assert found is not None, "it was there"
    return found


def _tell(number: int, progress: bulletins.Progress, *, as_json: bool) -> None:
    if as_json:
        facts = asdict(progress) | {"left": progress.left}
        click.echo(json.dumps({"bulletin": number, **facts}, default=str))
    else:
        click.echo(
            f"bulletin {number}: {progress.sent} sent, {progress.refused} refused, "
            f"{progress.failed} given up, {progress.in_doubt} in doubt, "
            f"{progress.skipped} left before, {progress.left} wait"
        )
    sys.exit(0 if progress.state == bulletins.IssueState.SENT else 1)


COMMANDS = (send_bulletin,)
