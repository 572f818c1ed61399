"""Every setting is documented in README.md and in the code, and a wrong one is refused with a clear sentence."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from webapp.config import ROOT, BadSettingError, Settings

GOOD = {"SECRET_KEY": "s" * 40}


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_a_setting_is_documented(setting):
    readme = (ROOT / "README.md").read_text()
    assert f"`{setting.upper()}`" in readme, f"README.md's table of settings lacks {setting.upper()}"
    source = (ROOT / "webapp" / "config.py").read_text()
    assert re.search(rf"^    {setting}: .*  # .+", source, flags=re.MULTILINE), f"config.py: say what {setting} is for"


def test_production_refuses_a_demo_secret():
    with pytest.raises(BadSettingError, match="demo secret"):
        Settings.from_environ({"SECRET_KEY": "demo-" + "x" * 60})


def test_production_refuses_to_start_without_a_secret():
    with pytest.raises(BadSettingError, match="SECRET_KEY"):
        Settings.from_environ({})


def test_the_demo_makes_its_secret_once(tmp_path):
    first = Settings.from_environ({"DEMO": "1", "DATA_DIR": str(tmp_path)})
    again = Settings.from_environ({"DEMO": "1", "DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert first.secret_key.startswith("demo-")


@pytest.mark.parametrize(
    "wrong",
    [{"PORT": "eighty"}, {"PORT": "70000"}, {"LOG_FORMAT": "xml"}, {"API_REQUESTS_PER_MINUTE": "many"},
     {"API_REQUESTS_PER_MINUTE": "-1"}],
)  # fmt: skip
def test_a_wrong_setting_is_named(wrong):
    with pytest.raises(BadSettingError, match=next(iter(wrong))):
        Settings.from_environ(GOOD | wrong)


def test_the_limit_of_the_calculation_api_is_read_and_may_be_none():
    assert Settings.from_environ(GOOD).api_requests_per_minute == 1200
    assert Settings.from_environ(GOOD | {"API_REQUESTS_PER_MINUTE": "0"}).api_requests_per_minute == 0


def test_secrets_never_show():
    assert "s" * 40 not in repr(Settings.from_environ(GOOD))
