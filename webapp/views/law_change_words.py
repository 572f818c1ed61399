"""What a change of the law says in words: where it stands, what is in its way, whom it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from webapp.domain import law_changes
from webapp.domain.law_changes import BANDS, BadTextError, ChangeView, ReckoningView, State
from webapp.kit import clock
from webapp.kit.i18n import day, language, money
from webapp.kit.receipts import quarter_words
from webapp.rules.law import law_book
from webapp.rules.units import Quarter
from webapp.views.contribution_words import category_words


def status_of(found: ChangeView, reckoned: ReckoningView | None) -> dict[str, str]:
    """Where a change stands, as sign and word."""
    if found.state == State.DRAFT:
        return _status_of_draft(reckoned)
    if found.state == State.WITHDRAWN:
        return {"kind": "none", "text": _("withdrawn")}
    if found.in_files("conflict"):
        return {"kind": "error", "text": _("contradicted by the files")}
    is_taken = len(found.in_files("taken")) == len(found.lines)
    return {"kind": "done", "text": _("taken into the files") if is_taken else _("published")}


def _status_of_draft(reckoned: ReckoningView | None) -> dict[str, str]:
    if reckoned is None:
        return {"kind": "none", "text": _("draft")}
    if reckoned.ended_at is None:
        return {"kind": "active", "text": _("being reckoned")}
    return {"kind": "due", "text": _("reckoned, waits for a second person")}


def label_of(name: str) -> str:
    """The name of a value in words; the name itself where no file has it."""
    book = law_book()
    return str(book.entry(name).label[language()]) if name in book.names() else name


def unit_hint(unit: str) -> str:
    """How a value of a unit is written."""
    return {
        "euro": _("Write an amount in euro, for example 1234,56."),
        "share": _("Write a share with its percent sign, for example 20,5 %."),
        "month_day": _("Write a day of the year as day and month, for example 31/12."),
        "coefficient": _("Write a number with a decimal comma, for example 1,0724."),
        "index": _("Write a number with a decimal comma, for example 690,12."),
    }.get(unit, _("Write a whole number."))


def confidence_words() -> dict[str, str]:
    """How sure a line may be, in the order of a list."""
    return {
        "sourced": _("read at its source"),
        "derived": _("derived from other values"),
        "remembered": _("from memory: look it up"),
    }


def refusal(error: BadTextError) -> str:
    """Why a pasted text is not taken, with the line."""
    why = {
        "no_toml": _("this is no TOML"),
        "no_lines": _("there is no dated line in it"),
        "too_many": _("at most %(detail)s lines at once", detail=error.detail),
        "no_whole_name": _(
            "a table bears the whole name of its value, such as [contributions.rate_1]: %(detail)s",
            detail=error.detail,
        ),
        "unknown_name": _("no file of the law knows %(detail)s", detail=error.detail),
        "no_day": _("%(detail)s is no day such as 2027-01-01", detail=error.detail),
        "unknown_key": _("%(detail)s means nothing here", detail=error.detail),
        "no_source": _("%(detail)s says no source, or one that is too long", detail=error.detail),
        "no_note": _("the note of %(detail)s is no short text", detail=error.detail),
        "confidence": _("the confidence is one of %(detail)s", detail=error.detail),
        "no_value": _("this is no value in the unit %(detail)s", detail=error.detail),
    }[error.because]
    if error.line is None:
        return _("Nothing was taken: %(why)s.", why=why)
    return _("Nothing was taken. Line %(line)s: %(why)s.", line=error.line, why=why)


def obstacle_words(codes: Iterable[str], reckoned: ReckoningView | None) -> list[str]:
    """What is still to be done or in the way, one sentence each."""
    called = ", ".join(period_words(one) for one in reckoned.changes_called) if reckoned else ""
    words = {
        "no_lines": _("It has no line yet."),
        "not_reckoned": _("The fund was not reckoned with these figures, or no longer by the law in force."),
        "no_fee": _(
            "The fund has set no management fee for the new year yet (content/site.toml); dues and "
            "calculators of that year need it."
        ),
        "changes_called": _(
            "It would change amounts that were called already: %(periods)s. What was called stays to the "
            "cent; give the line a later day, or bring a correction with a release.",
            periods=called,
        ),
        "unread": _("Not everything that quotes these values was marked as read."),
        "own": _("You wrote a line of it: a second person must publish it."),
    }
    return [words[code] for code in codes]


def period_words(period: str) -> str:
    """A quarter or a year in words."""
    return quarter_words(Quarter.parse(period)) if "Q" in period else period


def people_of(reckoned: ReckoningView | None) -> list[dict[str, Any]]:
    """The figures of every quarter and year that was reckoned, with their words."""
    if reckoned is None or reckoned.ended_at is None:
        return []
    quarters, years = reckoned.found["quarters"], reckoned.found["years"]
    return [
        {
            "of_people": period in quarters,
            "title": _("Dues of the %(quarter)s", quarter=period_words(period))
            if period in quarters
            else _("Company contribution %(year)s", year=period),
            "was_called": period in reckoned.found["called"],
            "difference": figures["after"] - figures["before"],
            "groups": [
                (_group_words(group, of_people=period in quarters), *sums)
                for group, sums in sorted(figures["groups"].items(), key=lambda one: -one[1][0])
            ],
            "bands": [one for one in zip(_bands(), figures["bands"], strict=True) if one[1]],
            "lacking": [(label_of(name), name, many) for name, many in sorted(figures["missing"].items())],
            "largest": [
                {"number": number, "words": _group_words(group, of_people=period in quarters),
                 "before": before, "after": after}
                for number, group, before, after in figures["largest"]
            ],
            **{name: figures[name] for name in _SHOWN},
        }
        for period, figures in (*quarters.items(), *years.items())
        if figures
    ]  # fmt: skip


_SHOWN = ("people", "changed", "more", "less", "before", "after", "began", "began_cents", "ended")


def path_of(
    found: ChangeView, reckoned: ReckoningView | None, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Drafted, reckoned, published, in force: the steps with who and when."""
    ended = reckoned.ended_at if reckoned else None
    published = found.published_at
    steps: list[dict[str, Any]] = [
        {"title": _("Drafted"), "state": "done", "on": found.begun_at, "who": names[found.begun_by]},
        {"title": _("Reckoned for the whole fund"), "state": "done" if ended else "now",
         "on": ended, "who": names[reckoned.asked_by] if reckoned else ""},
    ]  # fmt: skip
    if found.state == State.WITHDRAWN:
        who = names[found.withdrawn_by] if found.withdrawn_by else ""
        return [
            *steps[:1],
            {"title": _("Withdrawn"), "state": "stopped", "on": found.withdrawn_at, "who": who},
        ]
    steps.append(
        {"title": _("Published by a second person"), "on": published,
         "state": "done" if published else "now" if ended else "to_come",
         "who": names[found.published_by] if found.published_by else ""}
    )  # fmt: skip
    if found.first_day is not None:
        words = _("The first line holds from %(day)s.", day=day(found.first_day))
        is_in_force = published is not None and found.first_day <= clock.today()
        state = "done" if is_in_force else "to_come"
        steps.append({"title": _("In force"), "state": state, "words": words})
    return steps


def in_the_way() -> str:
    """What staff are told when the files refuse the published lines; empty when they do not."""
    refused = law_changes.in_the_way()
    return _("The published lines are not in force: %(why)s", why=refused) if refused else ""


def _group_words(group: str, *, of_people: bool) -> str:
    sizes = {"small": _("small companies"), "large": _("large companies")}
    return category_words(group) if of_people else sizes.get(group, group)


def _bands() -> list[str]:
    """The bands of differences in words, from much less to much more."""
    ends = [money(abs(end)) for end in BANDS]
    less, more = len(BANDS) // 2 - 1, len(BANDS) // 2 + 1
    low = [_("%(most)s less or more", most=ends[0])]
    low += [
        _("%(least)s to %(most)s less", least=ends[place], most=ends[place - 1]) for place in range(1, less)
    ]
    low += [_("up to %(most)s less", most=ends[less - 1]), _("the same")]
    high = [_("up to %(most)s more", most=ends[more])]
    high += [
        _("%(least)s to %(most)s more", least=ends[place - 1], most=ends[place])
        for place in range(more + 1, len(BANDS))
    ]
    return [*low, *high, _("more than %(most)s more", most=ends[-1])]
