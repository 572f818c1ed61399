"""Read the letters and mails of content/notices and put the facts of one reader into them.

A notice is a folder: `notice.toml` (channels, ground in law, facts with types, which of them are values of
the law or addresses of ours, a sample, how long it is kept), `<lang>.typ` for the letter and `<lang>.txt` for
the mail (first line: the subject). Facts arrive raw (cents, dates, digits), are checked against their types,
and are written in the reader's language here, once.
Calls need an application context, because the formats of a language live there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import current_app

from webapp.kit import mail_parts, pdf, qr
from webapp.kit.i18n import LANGUAGES, day, force_language, money
from webapp.kit.notice_facts import BadFactsError, check, words_of, written
from webapp.kit.texts import Library
from webapp.rules import numbers

FOLDER: Final = "notices"
CHANNELS: Final = frozenset({"letter", "mail"})
SALUTATION: Final = "salutation"
_OPTIONAL: Final = frozenset({"due", "law", "law_day", "pages", "sample", "confidence"})


class BadNoticeError(ValueError):
    """A folder of content/notices that cannot be used; the sentence names it and the mistake."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of letter or message: how it goes out, on what ground, with which facts, for how long.

    `facts` are all that the words may use, by type. `law` and `pages` name those that no room gives: a value
    of the law, on the day of the fact `law_day` or else the day of drawing; an address of ours per addressee.
    """

    kind: str
    channels: frozenset[str]
    legal_basis: str
    keep_for: str
    facts: Mapping[str, str]
    due: Mapping[str, str]
    law: Mapping[str, str]
    law_day: str | None
    pages: Mapping[str, Mapping[str, str]]
    sample: Mapping[str, Any]

    @property
    def supplied(self) -> frozenset[str]:
        """The facts that no room gives: they are put in when the letter is printed."""
        return frozenset({SALUTATION, *self.law, *self.pages}) & self.facts.keys()

    def check(self, facts: Mapping[str, Any]) -> None:
        """Whether a room's facts are as declared; raises BadFactsError."""
        check(self.facts, facts, kind=self.kind, supplied=self.supplied)

    def sample_in(self, language: str) -> dict[str, Any]:
        """The sample facts as a reader of that language would get them; for tests and previews."""
        return {name: _in(value, language) for name, value in self.sample.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """To whom a letter goes, who answers for it, and under which reference; the same for every kind."""

    recipient: tuple[str, ...]
    written_on: date
    reference: str
    manager_name: str
    manager_phone: str
    manager_mail: str


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a mail: subject, text part and HTML part."""

    subject: str
    text: str
    html: str


def catalogue(library: Library | None = None) -> dict[str, Notice]:
    """Every notice by its kind, which is the name of its folder; raises BadNoticeError."""
    library = library or _ours()
    return {kind: notice(kind, library) for kind in library.children(FOLDER)}


def notice(kind: str, library: Library | None = None) -> Notice:
    """One notice; raises BadNoticeError when its folder says too little or too much."""
    library = library or _ours()
    if kind not in library.children(FOLDER):
        raise BadNoticeError(f"content/{FOLDER} has no {kind}")
    raw = dict(library.toml(f"{FOLDER}/{kind}/notice.toml"))
    wanted = {"channels", "legal_basis", "keep_for", "facts"}
    if wrong := (raw.keys() ^ wanted) - (_OPTIONAL & raw.keys()):
        raise BadNoticeError(f"content/{FOLDER}/{kind}/notice.toml: {', '.join(sorted(wrong))}")
    channels = frozenset(raw["channels"])
    if not channels or channels - CHANNELS:
        raise BadNoticeError(f"content/{FOLDER}/{kind}/notice.toml: channels are letter and mail")
    if stray := (raw.get("law", {}).keys() | raw.get("pages", {}).keys()) - raw["facts"].keys():
        raise BadNoticeError(f"content/{FOLDER}/{kind}/notice.toml: {', '.join(sorted(stray))} is no fact")
    return Notice(
        kind=kind,
        channels=channels,
        legal_basis=raw["legal_basis"],
        keep_for=raw["keep_for"],
        facts=raw["facts"],
        due=raw.get("due", {}),
        law=raw.get("law", {}),
        law_day=raw.get("law_day"),
        pages=raw.get("pages", {}),
        sample=raw.get("sample", {}),
    )


def render_letter(
    kind: str,
    language: str,
    facts: Mapping[str, Any],
    *,
    envelope: Envelope,
    library: Library | None = None,
) -> bytes:
    """The letter as an archive-proof, accessible PDF; the same facts give the same bytes.

    Raises BadFactsError when facts are not as declared, BadNoticeError, and pdf.PrintError.
    """
    library = library or _ours()
    about = notice(kind, library)
    if "letter" not in about.channels:
        raise BadNoticeError(f"{kind} is no letter")
    words = words_of(library, language)
    press = pdf.press(library.folders)
    with force_language(language):
        data = {
            "language": language,
            "words": words,
            "logo": press.logo,
            "fund": fund_facts(library, language),
            "facts": written(about.facts, facts, kind=kind, words=words),
            "recipient": list(envelope.recipient),
            "place": _seat(library)["town"][language],
            "written_on": day(envelope.written_on),
            "written_iso": envelope.written_on.isoformat(),
            "reference": envelope.reference,
            "manager": {
                "name": envelope.manager_name,
                "phone": _unbroken(envelope.manager_phone),
                "mail": envelope.manager_mail,
            },
        }
        if about.due:
            data["due"] = _due(about, facts, library)
    return press.print(f"{FOLDER}/{kind}/{language}.typ", data)


def render_mail(
    kind: str, language: str, facts: Mapping[str, Any], *, library: Library | None = None
) -> Message:
    """The words of the mail; raises BadFactsError, BadNoticeError, and texts.BadTextError."""
    library = library or _ours()
    about = notice(kind, library)
    if "mail" not in about.channels:
        raise BadNoticeError(f"{kind} is no mail")
    words = words_of(library, language)
    with force_language(language):
        context = written(about.facts, facts, kind=kind, words=words)
    fund = fund_facts(library, language)
    subject, text, html = mail_parts.render(
        library, f"{FOLDER}/{kind}/{language}", {**context, "fund": fund}, language=language
    )
    return Message(subject, text, html)


def render_batch(
    name: str,
    *,
    written_on: date,
    groups: Sequence[tuple[str, str, int, int]],
    references: Sequence[tuple[str, int]],
) -> bytes:
    """The sheet on top of a batch for the printer, in the fund's first language.

    `groups` are kind, language, letters and pages; `references` each letter with its pages.
    """
    library = _ours()
    language = library.toml("site.toml")["languages"][0]
    with force_language(language):
        data = {
            "language": language,
            "words": words_of(library, language),
            "fund": fund_facts(library, language)["name"],
            "name": name,
            "written_on": day(written_on),
            "letters": str(len(references)),
            "pages": str(sum(pages for _reference, pages in references)),
            "groups": [[kind.replace("_", " "), code, str(n), str(p)] for kind, code, n, p in groups],
            "references": [[reference, str(pages)] for reference, pages in references],
        }
    return pdf.press(library.folders).print(f"{FOLDER}/_batch.typ", data)


def salutation(language: str, *, person: str = "") -> str:
    """How a letter greets its reader: a person by her name where a language can without guessing a sex."""
    words = words_of(_ours(), language)
    return words["salutation_by_name"].format(name=person) if person else words["salutation"]


def fund_facts(library: Library, language: str) -> dict[str, Any]:
    """Who the fund is, in one language: letterhead, legal identity, addresses."""
    site = library.toml("site.toml")
    seat = _seat(library)
    address = [seat["street"][language], f"{seat['postcode']} {seat['town'][language]}"]
    number = numbers.written_enterprise_number(site["enterprise_number"])
    identity = f"{site['name'][language]}, {site['legal_form'][language]}, {', '.join(address)}"
    return {
        "name": site["name"][language],
        "short_name": site["short_name"][language],
        "address": address,
        "enterprise_number": number,
        "legal_identity": f"{identity}, {number}. {site['recognition'][language]}",
        "phone": _unbroken(site["phone"]),
        "mail": site["mail"],
        "website": site["website"].removeprefix("https://"),
        "url": site["website"],
    }


def _due(about: Notice, facts: Mapping[str, Any], library: Library) -> dict[str, str]:
    """The due card: the amount, the day, the account, and the QR code that fills in the transfer."""
    account = library.toml("site.toml")["accounts"][about.due["account"]]
    cents = facts[about.due["amount"]]
    due_on = facts[about.due["due_on"]]
    communication = facts[about.due["communication"]]
    picture = qr.transfer(
        name=account["holder"],
        iban=account["iban"],
        bic=account["bic"],
        cents=cents,
        communication=communication,
    )
    return {
        "amount": money(cents),
        "due_on": day(due_on if isinstance(due_on, date) else date.fromisoformat(due_on)),
        "iban": numbers.written_iban(account["iban"]),
        "holder": account["holder"],
        "communication": numbers.written_communication(communication),
        "qr_path": picture.path,
        "qr_size": str(picture.size),
    }


def _unbroken(phone: str) -> str:
    """A telephone number that stays on one line."""
    return phone.replace(" ", "\N{NO-BREAK SPACE}")


def _seat(library: Library) -> dict[str, Any]:
    offices: list[dict[str, Any]] = library.toml("site.toml")["offices"]
    return next(office for office in offices if office["seat"])


def _in(value: Any, language: str) -> Any:
    """A sample value in one language; a table whose keys are languages holds one value for each."""
    if isinstance(value, Mapping):
        if value and set(value) <= set(LANGUAGES):
            return value[language]
        return {name: _in(part, language) for name, part in value.items()}
    if isinstance(value, list):
        return [_in(part, language) for part in value]
    return value


def _ours() -> Library:
    library: Library = current_app.extensions["content"]
    return library


__all__ = [
    "BadFactsError", "BadNoticeError", "Envelope", "Message", "Notice",
    "catalogue", "fund_facts", "notice", "render_batch", "render_letter", "render_mail", "salutation",
]  # fmt: skip
