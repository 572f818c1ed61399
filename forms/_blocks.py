"""Question groups that many papers share."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

LONGEST_TEXT: Final = 2000


def declaration() -> Any:
    """The last tick before sending: what is stated is true."""
    return BooleanField(
        _l("What I state here is true and complete."),
        [InputRequired(_l("Confirm that what you state is true and complete."))],
    )


def explanation(label: Any, *, missing: Any, description: Any = "") -> Any:
    """A free text of at most 2,000 signs that must be written."""
    return TextAreaField(
        label,
        [Written(missing), Length(max=LONGEST_TEXT, message=_l("Shorten it to 2,000 characters at most."))],
        description=description,
        render_kw={"rows": 6, "maxlength": LONGEST_TEXT},
    )


class Written(InputRequired):
    """Something must be written; blanks alone are nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse an answer of blanks with the sentence of the question."""
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise ValidationError(str(self.message))
