"""The look keeps its promises: contrast of the fund's colours, weight of a page, icons that exist, components that are shown."""

from __future__ import annotations

import gzip
import math
import re

import pytest

from webapp.app import STATIC
from webapp.config import ROOT
from webapp.kit.assets import contents
from webapp.kit.texts import Library

TEMPLATES = ROOT / "webapp" / "templates"
TOKENS = Library().find("brand/tokens.css")
GROUNDS = ("ground", "sheet", "shade", "brand-soft", "due-soft", "done-soft", "error-soft")
TEXTS = ("ink", "ink-soft", "brand", "due", "done", "error")
#: On what each text may stand: everywhere, or only on its own tint and the neutral grounds.
PAIRS = [
    *[(text, ground) for text in ("ink", "ink-soft", "brand") for ground in GROUNDS],
    *[(text, ground) for text in ("due", "done", "error") for ground in ("ground", "sheet", "shade", f"{text}-soft")],
    ("brand-ink", "brand"),
    ("band-ink", "band"),
]
PARTS = [(part, ground) for part in ("edge", "focus", "due-line") for ground in ("ground", "sheet", "shade")]

COLOUR = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")
Oklch = tuple[float, float, float]


def tokens() -> dict[str, list[Oklch]]:
    """Each colour token with its value by day and by night."""
    found = {}
    for name, value in re.findall(r"--([\w-]+):\s*light-dark\((.*)\);", TOKENS.read_text()):
        found[name] = [tuple(map(float, three)) for three in COLOUR.findall(value)]
    return found


def luminance(colour: Oklch) -> float:
    """Relative luminance (WCAG 2.2) of a colour, by way of linear sRGB."""
    light, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
    green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
    blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Oklch, other: Oklch) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_knows_black_on_white():
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_by_day_and_night(text, ground, night):
    colours = tokens()
    found = contrast(colours[text][night], colours[ground][night])
    assert found >= 7, f"--{text} on --{ground}: {found:.2f}, text needs 7"


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_edges_and_focus_can_be_seen_by_day_and_night(part, ground, night):
    colours = tokens()
    found = contrast(colours[part][night], colours[ground][night])
    assert found >= 3, f"--{part} on --{ground}: {found:.2f}, a component needs 3"


def packed(path: str) -> int:
    return len(gzip.compress(contents(STATIC, Library().folders)[path], 9))


def test_the_styles_of_a_public_page_leave_room_for_its_words():
    weight = packed("css/site.css")
    assert weight <= 7_000, f"site.css with the tokens weighs {weight} bytes compressed; move what is not public to desk.css"


def test_what_a_public_page_fetches_stays_small():
    font = sum(file.stat().st_size for file in (STATIC / "font").glob("*.woff2"))
    assert font <= 25_000, "the font outgrew its 25 KB: make the subset smaller"
    whole = font + packed("css/site.css") + packed("icons.svg") + packed("brand/logo.svg")
    assert whole <= 36_000, f"{whole} bytes before a word is written; a page has 50 KB in all"
    assert packed("css/desk.css") <= 6_000


def test_every_icon_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    named: dict[str, str] = {}
    for file in TEMPLATES.rglob("*.html"):
        source = file.read_text()
        for icon in re.findall(r"""(?:\b(?:icon|draw)\(|\bicon=)["']([\w-]+)["']""", source):
            named[icon] = file.name
        for signs in re.findall(r"set signs = \{(.*?)\}", source) if file.parent.name == "components" else ():
            named |= dict.fromkeys(re.findall(r': "([\w-]+)"', signs), file.name)
    for file in (ROOT / "content").rglob("*.toml"):
        named |= dict.fromkeys(re.findall(r'^icon = "([\w-]+)"', file.read_text(), re.MULTILINE), str(file))
    missing = {icon: where for icon, where in named.items() if icon not in drawn}
    assert not missing, f"add to webapp/static/icons.svg (Lucide): {missing}"


def test_colours_come_from_the_tokens():
    for file in (STATIC / "css").glob("*.css"):
        strange = [
            colour
            for colour in re.findall(r"#[0-9a-f]{3,8}\b", file.read_text())
            if colour not in {"#000", "#0000", "#fff"}  # masks; the paper of a QR code and of print
        ]
        assert not strange, f"{file.name} has colours of its own: {strange}"


@pytest.mark.parametrize("file", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda file: file.stem)
def test_every_component_says_what_it_is_for(file):
    assert file.read_text().startswith("{#- "), f"{file.name}: begin with a comment that shows how to call it"


@pytest.mark.parametrize("file", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda file: file.stem)
def test_every_component_is_used(file):
    others = (page for page in TEMPLATES.rglob("*.html") if page != file)
    assert any(f'"components/{file.name}"' in page.read_text() for page in others), f"{file.name} is used nowhere"
