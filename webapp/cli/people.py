"""`guichet invite-staff`: the first way in of a new house, where nobody can invite anybody yet."""

from __future__ import annotations

import click

from webapp.cli.house import house
from webapp.domain import identity
from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES


@click.command("invite-staff")
@click.argument("email")
@click.option("--name", required=True, help="Name of the colleague.")
@click.option("--language", type=click.Choice(LANGUAGES), default="fr", show_default=True)
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in identity.Role]),
    multiple=True,
    default=("supervisor",),
    show_default=True,
)
def invite_staff(email: str, *, name: str, language: str, roles: tuple[str, ...]) -> None:
    """Invite a colleague: a code to open the access goes to EMAIL."""
    with house():
        login_id = identity.invite(email=email, name=name, language=language, by=identity.House)
        held = {role for line in identity.staff_people() if line.id == login_id for role in line.roles}
        wanted = held | {identity.Role(role) for role in roles}
        identity.give_roles(login_id=login_id, roles=wanted, by=identity.House)
        session.commit()
    click.echo(f"{email} is invited as {', '.join(sorted(wanted))}; the relay and a worker send the code")


COMMANDS = (invite_staff,)
