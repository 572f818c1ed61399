"""Changes of the law: what would be new, what it touches, who would pay another amount; two persons."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Final

from flask import Response, abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.domain import affiliates, companies, identity, law_changes
from webapp.domain.identity import Permission
from webapp.domain.law_changes import ChangeView, State
from webapp.kit import clock
from webapp.kit.fields import FundForm
from webapp.kit.parts import asks_for_part, page_or_part
from webapp.kit.receipts import value_words
from webapp.views import law_change_words as words
from webapp.views import law_touched
from webapp.views.staff import door, needs

ONE: Final = "/law/changes/<int:change_id>"
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4_000
LONGEST_NUMBER: Final = 10
#: HTMX stops asking again when it gets this status.
STOP_ASKING: Final = 286


class ChangeForm(FundForm):
    """What the change is called and where it comes from."""

    title = StringField(
        _l("What changes"),
        [InputRequired(_l("Write what changes, in a few words.")), Length(max=LONGEST_TITLE)],
        description=_l("For example: the amounts of 2027."),
    )
    grounds = TextAreaField(
        _l("Where it comes from"),
        [InputRequired(_l("Write which law, decree or letter it comes from.")), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 4},
    )
    once = HiddenField()


class RemarkForm(FundForm):
    """What a colleague should know about it."""

    words = TextAreaField(
        _l("Your remark"),
        [InputRequired(_l("Write your remark.")), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 3},
    )
    once = HiddenField()


@door.get("/law/changes")
@needs(Permission.SEE_LAW)
def all_law_changes() -> str:
    """Every change, the latest first."""
    found = law_changes.all_changes()
    return render_template(
        "staff/law/changes.html",
        changes=[(one, words.status_of(one, _reckoned(one))) for one in found],
        names=_names({one.begun_by for one in found}),
        may_write=g.actor.may(Permission.PREPARE_LAW),
        trouble=words.in_the_way(),
    )


@door.route("/law/changes/new", methods=("GET", "POST"))
@needs(Permission.PREPARE_LAW)
def law_change_new() -> ResponseReturnValue:
    """Open a change."""
    form = ChangeForm.from_request()
    if not form.is_sent_and_valid():
        form.once.data = form.once.data or secrets.token_urlsafe(16)
        return render_template("staff/law/change_new.html", form=form), 422 if form.errors else 200
    number = law_changes.begin(
        key=f"change-{g.actor.login_id}-{form.once.data}",
        title=form.title.data,
        grounds=form.grounds.data,
        by=g.actor,
        at=clock.now(),
    )
    return redirect(url_for("staff.law_change", change_id=number), 303)


@door.get(ONE)
@needs(Permission.SEE_LAW)
def law_change(change_id: int) -> ResponseReturnValue:
    """One change with all that is to be known before it is published."""
    found = found_or_404(change_id)
    if not asks_for_part():
        return change_page(found)
    reckoned = _reckoned(found)
    answer = page_or_part(
        "staff/law/change.html", "staff/law/_reckoning.html", change=found, reckoned=reckoned
    )
    if reckoned is None or reckoned.ended_at is not None:
        answer.status_code = STOP_ASKING
        answer.headers["HX-Refresh"] = "true"
    return answer


@door.post(f"{ONE}/reckon")
@needs(Permission.SEE_LAW)
def law_change_reckon(change_id: int) -> ResponseReturnValue:
    """Reckon the whole fund by the law in force and by the law with the lines, in the background."""
    return do(change_id, lambda: law_changes.reckon(change_id, by=g.actor, at=clock.now()), then="people")


@door.post(f"{ONE}/read")
@needs(Permission.SEE_LAW)
def law_change_read(change_id: int) -> ResponseReturnValue:
    """Mark as read what somebody read with these figures in mind."""
    things = set(request.form.getlist("thing")) & {one.thing for one in _touched(found_or_404(change_id))}
    return do(
        change_id,
        lambda: law_changes.mark_read(change_id, things, by=g.actor, at=clock.now()),
        then="touched",
    )


@door.post(f"{ONE}/remarks")
@needs(Permission.SEE_LAW)
def law_change_remark(change_id: int) -> ResponseReturnValue:
    """Say something about it to the colleagues."""
    found, form = found_or_404(change_id), RemarkForm.from_request()
    if not form.is_sent_and_valid():
        return change_page(found, remark=form, status=422)
    key = f"remark-{g.actor.login_id}-{form.once.data or secrets.token_urlsafe(16)}"
    said = form.words.data
    return do(
        change_id,
        lambda: law_changes.remark(change_id, key=key, words=said, by=g.actor, at=clock.now()),
        then="remarks",
    )


@door.post(f"{ONE}/publish")
@needs(Permission.PUBLISH_LAW)
def law_change_publish(change_id: int) -> ResponseReturnValue:
    """Let it stand in the book from now on, each line for its day; never by who wrote one."""
    needed = law_touched.to_read(_touched(found_or_404(change_id)))
    return do(
        change_id,
        lambda: law_changes.publish(
            change_id, revision=revision_seen(), to_read=needed, by=g.actor, at=clock.now()
        ),
    )


@door.post(f"{ONE}/withdraw")
@needs(Permission.SEE_LAW)
def law_change_withdraw(change_id: int) -> ResponseReturnValue:
    """Put it aside; one that is published only before its day."""
    found_or_404(change_id)
    now, today = clock.now(), clock.today()
    return do(change_id, lambda: law_changes.withdraw(change_id, by=g.actor, at=now, today=today))


def do(change_id: int, deed: Callable[[], object], *, then: str | None = None) -> ResponseReturnValue:
    """Let the room do it; whoever was first is named, and a refusal is said on the page of the change."""
    found = found_or_404(change_id)
    try:
        deed()
    except law_changes.NotAllowedError:
        abort(403)
    except law_changes.ChangedMeanwhileError:
        return conflict(change_id)
    except law_changes.ObstacleError as refused:
        told = words.obstacle_words(refused.obstacles, _reckoned(found))
        return change_page(found, said=told, status=422)
    except (law_changes.RefusedLinesError, law_changes.StandsAlreadyError) as refused:
        return change_page(found, said=[refused_words(refused)], status=422)
    return redirect(url_for("staff.law_change", change_id=change_id, _anchor=then), 303)


def refused_words(refused: Exception) -> str:
    """Why the room does not take lines, in words."""
    if isinstance(refused, law_changes.StandsAlreadyError):
        return _(
            "A line of that day stands already in the files or in a published change: %(name)s.",
            name=words.label_of(refused.name),
        )
    return _("The reader of the files refuses these lines: %(why)s", why=refused)


def conflict(change_id: int) -> Response:
    """Somebody was first: say who and when, and change nothing."""
    found = found_or_404(change_id)
    last = {
        State.DRAFT: (found.changed_by, found.changed_at),
        State.PUBLISHED: (found.published_by, found.published_at),
        State.WITHDRAWN: (found.withdrawn_by, found.withdrawn_at),
    }[found.state]
    shown = render_template(
        "staff/law/change_conflict.html",
        change=found,
        who=_names({last[0] or found.changed_by})[last[0] or found.changed_by],
        when=last[1],
        status=words.status_of(found, _reckoned(found)),
    )
    return make_response(shown, 409)


def change_page(
    found: ChangeView, *, said: list[str] | None = None, remark: FundForm | None = None, status: int = 200
) -> Response:
    """The page of a change."""
    shown = render_template(
        "staff/law/change.html", said=said or [], remark=remark or _blank_remark(), **_facts(found)
    )
    return make_response(shown, status)


def found_or_404(change_id: int) -> ChangeView:
    """A change, or the page that says there is none."""
    return law_changes.change(change_id) or abort(404)


def revision_seen() -> int:
    """The revision that the page showed which sent this form; none is an old one."""
    seen = request.form.get("revision", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < LONGEST_NUMBER else -1


def _facts(found: ChangeView) -> dict[str, Any]:
    reckoned, touched = _reckoned(found), _touched(found)
    may_publish, may_write = g.actor.may(Permission.PUBLISH_LAW), g.actor.may(Permission.PREPARE_LAW)
    needed = law_touched.to_read(touched)
    remarks, read = law_changes.remarks(found.id), law_changes.read_things(found)
    people = {one.said_by for one in remarks} | {by for by, _at in read.values()} | {found.changed_by}
    people |= {
        found.begun_by,
        found.published_by,
        found.withdrawn_by,
        reckoned.asked_by if reckoned else None,
    }
    names = _names({one for one in people if one is not None})
    is_draft = found.state == State.DRAFT
    return {
        "change": found,
        "status": words.status_of(found, reckoned),
        "path": words.path_of(found, reckoned, names),
        "values": law_changes.values_of(found.lines),
        "value_words": value_words,
        "label_of": words.label_of,
        "confidence_words": words.confidence_words(),
        "reckoned": reckoned,
        "periods": words.people_of(reckoned),
        "who": _who(reckoned),
        "touched": touched,
        "needed": needed,
        "read": read,
        "remarks": remarks,
        "names": names,
        "in_files": {place: found.in_files(place) for place in ("taken", "conflict")},
        "may_write": may_write and is_draft,
        "may_work": (may_write or may_publish) and is_draft,
        "may_publish": may_publish and is_draft,
        "may_remark": may_write or may_publish,
        "may_withdraw": (may_write and is_draft)
        or (may_publish and found.state == State.PUBLISHED and found.may_still_go(clock.today())),
        "still": words.obstacle_words(law_changes.obstacles(found, to_read=needed, by=g.actor), reckoned)
        if is_draft
        else [],
    }


def _reckoned(found: ChangeView) -> law_changes.ReckoningView | None:
    """The reckoning by the books of today while it is a draft, afterwards the one it was published on."""
    if found.state == State.DRAFT:
        return law_changes.reckoning_of(found)
    return law_changes.last_reckoning(found.id)


def _touched(found: ChangeView) -> list[law_touched.Touched]:
    return law_touched.touched({one.name for one in law_changes.values_of(found.lines)})


def _who(reckoned: law_changes.ReckoningView | None) -> dict[str, dict[int, str]]:
    """The names behind the largest differences, for those who may see persons and companies."""
    if reckoned is None or reckoned.ended_at is None:
        return {}
    people = {one[0] for part in reckoned.found["quarters"].values() for one in part["largest"]}
    firms = {one[0] for part in reckoned.found["years"].values() for one in part["largest"]}
    may_people = g.actor.may(Permission.SEE_PERSONS)
    may_firms = g.actor.may(Permission.SEE_COMPANIES)
    return {
        "people": affiliates.names(people) if may_people and people else {},
        "companies": companies.names(firms) if may_firms and firms else {},
    }


def _blank_remark() -> RemarkForm:
    form = RemarkForm()
    form.once.data = secrets.token_urlsafe(16)
    return form


def _names(login_ids: set[int]) -> dict[int, str]:
    lines = {number: identity.login_line(number) for number in login_ids}
    return {number: line.name if line is not None else "" for number, line in lines.items()}
