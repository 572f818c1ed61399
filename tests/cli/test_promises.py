"""`guichet promises`: every promise of groups A and C has its page in four languages."""

from __future__ import annotations

import json

from click.testing import CliRunner

from webapp.cli.promises import promises_command


def test_every_promise_of_services_and_information_is_kept_in_four_languages():
    result = CliRunner().invoke(promises_command, ["--json"])
    found = json.loads(result.stdout)
    assert [one["promise"] for one in found if not one["kept"]] == []
    assert result.exit_code == 0
    assert {one["group"][0] for one in found} == {"A", "C"}
    for one in found:
        for page in one["pages"]:
            assert {address[:4] for address in page["addresses"].values()} == {"/fr/", "/nl/", "/de/", "/en/"}
            assert page["reviewed_on"]


def test_a_promise_without_a_page_is_named_and_the_command_fails(tmp_path, monkeypatch):
    (tmp_path / "promises.toml").write_text(
        '["X-1"]\ngroup = "A"\nwords = "Something new"\n', encoding="utf-8"
    )
    monkeypatch.setenv("CONTENT_DIRS", str(tmp_path))
    result = CliRunner().invoke(promises_command, [])
    assert result.exit_code == 1
    assert "Something new" in result.stdout
    assert "0 of 1 promises" in result.stdout
