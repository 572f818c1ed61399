"""Mass runs: plan one, watch it, compare it, look at samples, then a second person releases it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain import affiliates, companies, company_contributions, contributions, identity, notices
from webapp.domain.contributions import Totals
from webapp.kit import clock
from webapp.kit.errors import ConflictError
from webapp.kit.fund import MissingChoiceError
from webapp.kit.i18n import day, language
from webapp.kit.parts import asks_for_part, page_or_part
from webapp.kit.receipts import quarter_words
from webapp.rules.law import law_book
from webapp.rules.units import Quarter
from webapp.views.company_words import because_words
from webapp.views.contribution_words import basis_words, category_words
from webapp.views.staff import door, needs

Act = Callable[..., Any]
PLAN: Final[dict[str, Act]] = {
    "dues": contributions.plan_run,
    "company_calls": company_contributions.runs.plan,
}
PLAN_WITHOUT_MISSING: Final[dict[str, Act]] = {
    "dues": contributions.plan_run_without_missing,
    "company_calls": company_contributions.runs.plan_without_missing,
}
RELEASE: Final[dict[str, Act]] = {
    "dues": contributions.release_run,
    "company_calls": company_contributions.runs.release,
}
DISCARD: Final[dict[str, Act]] = {
    "dues": contributions.discard_run,
    "company_calls": company_contributions.runs.discard,
}
MOVING: Final = frozenset({notices.runs.RunState.DRAWING, notices.runs.RunState.RELEASING})
#: HTMX stops asking again when it gets this status.
STOP_ASKING: Final = 286
LEFT_OUT_SHOWN: Final = 200


@door.get("/runs")
@needs(identity.Permission.SEE_WORK)
def runs() -> ResponseReturnValue:
    """Every run, the latest first, and what may be planned now."""
    return _list()


@door.post("/runs")
@needs(identity.Permission.DRAW_RUNS)
def run_plan() -> ResponseReturnValue:
    """Plan the dues of a quarter or the calls of a year; without those it lacks law for only when told so."""
    thing = request.form.get("thing", "")
    plans = PLAN_WITHOUT_MISSING if "without_missing" in request.form else PLAN
    try:
        kind, subject = _subject(thing)
        number = plans[kind](subject, by=g.actor, at=clock.now())
    except ValueError:
        return _list(_("Choose what to draw.")), 422
    except MissingChoiceError:
        return _list(_("The fund has not set its management fee for that year yet (content/site.toml).")), 422
    except notices.runs.AlreadyRunError:
        return _list(_("This run exists already. Discard it first if it must be drawn again.")), 422
    except notices.runs.MissingLawError as refused:
        return _list(refused={"thing": thing, **_refusal(kind, thing, refused.lacking)}), 422
    return redirect(url_for("staff.run", run_id=number), 303)


@door.get("/runs/<int:run_id>")
@needs(identity.Permission.SEE_WORK)
def run(run_id: int) -> ResponseReturnValue:
    """One run: how far it is, its totals beside the last ones, samples, who was left out."""
    progress = _progress(run_id)
    answer = page_or_part(
        "staff/runs/run.html",
        "staff/runs/_progress.html",
        run=progress,
        words=_words(progress),
        **_sums(progress),
    )
    if asks_for_part() and progress.state not in MOVING:
        answer.status_code = STOP_ASKING
        answer.headers["HX-Refresh"] = "true"
    return answer


@door.post("/runs/<int:run_id>/release")
@needs(identity.Permission.RELEASE_RUNS)
def run_release(run_id: int) -> ResponseReturnValue:
    """Let a drawn run go out; never by the person who planned it."""
    return _act(RELEASE, run_id)


@door.post("/runs/<int:run_id>/discard")
@needs(identity.Permission.SEE_WORK)
def run_discard(run_id: int) -> ResponseReturnValue:
    """Throw a run away before its release; the room asks whether this person may."""
    return _act(DISCARD, run_id)


def _act(acts: dict[str, Act], run_id: int) -> ResponseReturnValue:
    progress = _progress(run_id)
    try:
        acts[progress.kind](run_id, by=g.actor, at=clock.now())
    except notices.runs.SecondPersonNeededError:
        said = _("You planned this run: a second person must release it.")
        page = render_template(
            "staff/runs/run.html", run=progress, words=_words(progress), said=said, **_sums(progress)
        )
        return Response(page, 422)
    except notices.runs.NotDrawnError as reason:
        raise ConflictError from reason
    except notices.runs.NotAllowedError:
        abort(403)
    return redirect(url_for("staff.run", run_id=run_id), 303)


def _progress(run_id: int) -> notices.runs.Progress:
    found = notices.runs.progress(run_id)
    if found is None:
        abort(404)
    return found


def _subject(thing: str) -> tuple[str, Quarter | int]:
    """The kind of run that was chosen and what it is for; ValueError for what is neither quarter nor year."""
    return ("dues", Quarter.parse(thing)) if "Q" in thing else ("company_calls", int(thing))


def _refusal(kind: str, thing: str, lacking: Sequence[notices.runs.Lacking]) -> dict[str, Any]:
    """Which values a run waits for, who needs them, and how many the others would leave out."""
    return {
        "title": _title(kind, thing),
        "values": [
            {
                "label": law_book().entry(one.name).label[language()],
                "href": url_for("staff.law_value", name=one.name),
                "words": _lacking_words(kind, one),
            }
            for one in lacking
        ],
        "without": _waiting_words(kind, sum(one.people for one in lacking)),
    }


def _lacking_words(kind: str, one: notices.runs.Lacking) -> str:
    return _(
        "not known on %(day)s; %(who)s need it (%(name)s in content/law/%(file)s)",
        day=day(one.day),
        who=_waiting_words(kind, one.people),
        name=one.name,
        file=one.file,
    )


def _waiting_words(kind: str, count: int) -> str:
    if kind == "dues":
        return ngettext("%(num)s person", "%(num)s people", count)
    return ngettext("%(num)s company", "%(num)s companies", count)


def _list(said: str = "", refused: dict[str, Any] | None = None) -> str:
    today = clock.today()
    quarter = Quarter.of(today)
    choices = [
        (str(one), _("Dues of the %(quarter)s", quarter=quarter_words(one)))
        for one in (quarter, quarter.next)
    ]
    choices.append((str(today.year), _("Company contribution %(year)s", year=today.year)))
    return render_template(
        "staff/runs/index.html",
        runs=[(one, _words(one)) for one in notices.runs.all_runs()],
        choices=choices,
        may_plan=g.actor.may(identity.Permission.DRAW_RUNS),
        said=said,
        refused=refused,
    )


def _words(progress: notices.runs.Progress) -> dict[str, str]:
    states = {
        notices.runs.RunState.DRAWING: _("being drawn"),
        notices.runs.RunState.DRAWN: _("waits for a second person"),
        notices.runs.RunState.RELEASING: _("being booked"),
        notices.runs.RunState.DONE: _("done"),
        notices.runs.RunState.DISCARDED: _("discarded"),
    }
    return {"title": _title(progress.kind, progress.thing), "state": states[progress.state]}


def _title(kind: str, thing: str) -> str:
    if kind == "dues":
        return _("Dues of the %(quarter)s", quarter=quarter_words(Quarter.parse(thing)))
    return _("Company contribution %(year)s", year=thing)


def _sums(progress: notices.runs.Progress) -> dict[str, Any]:
    """The figures to compare before a release, by the kind of run."""
    left = notices.runs.left_out(progress.run_id)[:LEFT_OUT_SHOWN]
    ids = [one.principal_id for one in left]
    who = affiliates.names(ids) if progress.kind == "dues" else companies.names(ids)
    shared: dict[str, Any] = {
        "left_out": [
            {
                "name": who.get(one.principal_id, ""),
                "href": url_for("staff.person", affiliate_id=one.principal_id)
                if progress.kind == "dues"
                else "",
                "why": _because(one.because, one.detail),
                "detail": one.detail,
            }
            for one in left
        ],
        "expected": progress.expected,
        "without": _refusal(progress.kind, progress.thing, progress.expected.lacking)["values"]
        if progress.expected
        else [],
        "planned_by": _name(progress.planned_by),
        "released_by": _name(progress.released_by),
        "is_second": progress.planned_by != g.actor.login_id,
        "may_release": g.actor.may(identity.Permission.RELEASE_RUNS),
    }
    return shared | (_dues(progress) if progress.kind == "dues" else _calls(progress))


def _dues(progress: notices.runs.Progress) -> dict[str, Any]:
    before = Quarter.parse(progress.thing).previous
    samples = contributions.run_samples(progress.run_id)
    who = affiliates.names([sample.affiliate_id for sample in samples])
    return {
        "now": contributions.run_totals(progress.run_id),
        "before": contributions.quarter_totals(before),
        "before_words": quarter_words(before),
        "groups": [
            (category_words(group.category), basis_words(group.basis), group.dues, group.cents)
            for group in contributions.run_groups(progress.run_id)
        ],
        "samples": [
            {
                "name": who[sample.affiliate_id],
                "href": url_for("staff.person", affiliate_id=sample.affiliate_id),
                "words": f"{category_words(sample.category)}, {basis_words(sample.basis)}",
                "cents": sample.total_cents,
            }
            for sample in samples
        ],
    }


def _calls(progress: notices.runs.Progress) -> dict[str, Any]:
    by_size = company_contributions.runs.totals_by_size(progress.run_id)
    count, cents = company_contributions.runs.totals_of_year(int(progress.thing) - 1)
    size_words = {"small": _("small companies"), "large": _("large companies")}
    return {
        "now": _plain(sum(pair[0] for pair in by_size.values()), sum(pair[1] for pair in by_size.values())),
        "before": _plain(count, cents),
        "before_words": str(int(progress.thing) - 1),
        "groups": [
            (size_words.get(size, size), "", number, sum_) for size, (number, sum_) in by_size.items()
        ],
        "samples": [
            {
                "name": one.company_name,
                "href": "",
                "words": size_words.get(one.size, one.size),
                "cents": one.cents,
            }
            for one in company_contributions.samples_of_run(progress.run_id)
        ],
    }


def _because(code: str, detail: str) -> str:
    """Why somebody was left out; a value of the law by its name in the reader's language."""
    if code == "no_reference_income":
        return _("The income of %(year)s is not known", year=detail)
    if code == "missing_value" and detail in law_book().names():
        return _("Not published yet: %(value)s", value=law_book().entry(detail).label[language()])
    return because_words(code, detail)


def _plain(count: int, cents: int) -> Totals:
    return Totals(dues=count, cents=cents, fee_cents=0, nothing=0, highest_cents=0)


def _name(login_id: int | None) -> str:
    line = identity.login_line(login_id) if login_id is not None else None
    return line.name if line is not None else ""
