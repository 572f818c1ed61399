"""Static files: fingerprinted, compressed, the fund's dress before ours, and safe to write twice."""

from __future__ import annotations

import gzip
import re

from webapp.kit import assets


def a_house(tmp_path):
    for path, text in {
        "static/css/site.css": "/* why */\nbody {\n  margin: 0;\n}\n",
        "static/font/sans-1.woff2": "font",
        "ours/brand/tokens.css": ":root { --brand: teal; }\n",
        "ours/brand/letter.ttf": "not for the web",
        "fund/brand/tokens.css": ":root { --brand: plum; }\n",
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "static", (tmp_path / "fund", tmp_path / "ours")


def test_the_style_sheet_begins_with_the_funds_own_tokens(tmp_path):
    found = assets.contents(*a_house(tmp_path))
    assert found["css/site.css"] == b":root{--brand:plum;}body{margin:0;}"
    assert "brand/letter.ttf" not in found


def test_a_style_sheet_loses_only_the_space_that_nobody_reads(tmp_path):
    style = tmp_path / "a.css"
    style.write_text('.a :is(b, i) { content: "; a: b, { c }"; inset: calc(1px + 2px) 0 }\n')
    assert assets.contents(tmp_path, ())["a.css"] == (
        b'.a :is(b,i){content:"; a: b, { c }";inset:calc(1px + 2px) 0}'
    )


def test_an_address_changes_with_the_content_but_a_font_keeps_its_name():
    assert assets.address("css/a.css", b"1") != assets.address("css/a.css", b"2")
    assert re.fullmatch(r"/static/css/a\.[0-9a-f]{10}\.css", assets.address("css/a.css", b"1"))
    assert assets.address("font/sans-1.woff2", b"1") == "/static/font/sans-1.woff2"


def test_keeping_twice_is_harmless_and_leaves_a_compressed_twin(tmp_path):
    for _ in range(2):
        file = assets.keep(b"body {}", tmp_path / "css" / "a.css")
    assert file.read_bytes() == b"body {}"
    assert gzip.decompress((tmp_path / "css" / "a.css.gz").read_bytes()) == b"body {}"
    assert sorted(other.name for other in file.parent.iterdir()) == ["a.css", "a.css.gz"]


def test_every_page_finds_its_style_sheet_compressed(app, visitor):
    page = visitor.get("/fr/nowhere").get_data(as_text=True)
    address = re.search(r'rel="stylesheet" href="([^"]+)"', page)[1]
    with visitor.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert gzip.decompress(answer.data).startswith(b"@font-face")
