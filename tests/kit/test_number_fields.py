"""A wrong number is refused at its field with the reason, and what was typed stays."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from webapp.kit.fields import FundForm
from webapp.kit.number_fields import EnterpriseNumberField, IbanField, NationalNumberField


class Questions(FundForm):
    person = NationalNumberField("National number")
    company = EnterpriseNumberField("Enterprise number")
    account = IbanField("Account")


def filled(app, **typed):
    with app.test_request_context("/en/"):
        form = Questions(MultiDict(typed))
        return form.validate(), form


def test_good_numbers_lose_their_separators(app):
    good, form = filled(app, person="85.07.30-033.28", company="0403.019.261", account="BE68 5390 0754 7034")
    assert good, form.errors
    assert (form.person.data, form.company.data, form.account.data) == ("85073003328", "0403019261", "BE68539007547034")


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("person", "85.07.30-033.29", "identity card"),
        ("person", "850730", "11 digits"),
        ("company", "0403.019.262", "do not fit"),
        ("company", "0403", "10 digits"),
        ("account", "BE68 5390 0754 7035", "bank card"),
        ("account", "BE68 5390", "too few"),
        ("account", "68539007547034", "country"),
        ("person", "eighty-five", "digits only"),
    ],
)  # fmt: skip
def test_a_wrong_number_says_what_is_wrong(app, name, typed, says):
    good, form = filled(app, **{name: typed})
    assert not good
    assert says in str(form.errors[name][0])
    assert form[name]._value() == typed
