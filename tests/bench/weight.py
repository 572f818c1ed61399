"""What pages of every kind that a visitor reads weigh in a real browser: the largest share of any budget that one of them uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.bench import NotMeasured
from tests.chromium import FLAGS, chromium
from tests.whole_house import whole_house

UNIT, GOAL, LOWER_IS_BETTER = "% of the budget", 100.0, True
PAGES = (
    "/fr/",
    "/de/ich-starte",
    "/nl/ik-start",
    "/de/ich-starte/erste-beitraege",
    "/fr/faillite-et-arret-force/droit-passerelle",
    "/fr/difficultes-de-paiement/si-rien-n-est-paye",
    "/fr/contact/etre-rappele",
    "/fr/brochures",
    "/fr/montants-modifies",
    "/de/rundbrief",
    "/de/fuer-entwickler",
    "/nl/nowhere",
    "/de/kontakt",
    "/de/suchen?q=Beitrag",
    "/de/wer-ist-zustaendig?matter=care_of_elderly&postcode=4700",
    "/de/wortverzeichnis",
    "/de/was-gilt-fuer-mich?who=main&what=starting&on=2027-01-01",
    "/en/child-benefit-where-to-ask?postcode=4700",
)
#: HTML and CSS as they travel; everything as it travels; how many requests travel; how far things jump while loading.
BUDGET = {"HTML+CSS bytes": 14 * 1024, "bytes in all": 50 * 1024, "requests": 6, "layout shift": 0.001}


@dataclass
class Weight:
    first: int = 0
    whole: int = 0
    requests: int = 0
    shift: float = 0.0

    def shares(self, budget: Mapping[str, float] = BUDGET) -> dict[str, float]:
        used = (self.first, self.whole, self.requests, self.shift)
        return {what: 100 * figure / most for (what, most), figure in zip(budget.items(), used, strict=True)}


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@contextmanager
def browser() -> Iterator[Any]:
    found = chromium()
    if found is None:
        raise NotMeasured("no Chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield opened
        opened.close()


def weigh(opened: Any, address: str) -> Weight:
    """Load one page as a first visit does, and count what came over the line."""
    context = opened.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    kinds: dict[str, str] = {}
    weight = Weight()

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]
        # the tab shows the logo, which is there already
        weight.requests += not event["response"].get("fromDiskCache", False)

    def finished(event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        weight.whole += size
        weight.first += size if kinds.get(event["requestId"]) in {"Document", "Stylesheet"} else 0

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    weight.shift = float(page.evaluate(SHIFT))
    context.close()
    return weight


def largest_share(opened: Any, house: str, pages: Sequence[str], budget: Mapping[str, float]) -> float:
    """Weigh some pages, print each, and say how much of any budget the heaviest of them uses."""
    worst = 0.0
    for path in pages:
        weight = weigh(opened, f"{house}{path}")
        print(
            f"  {path.partition('?')[0]:<48} HTML+CSS {weight.first:,} bytes, in all {weight.whole:,} bytes, "
            f"{weight.requests} requests, layout shift {weight.shift:.4f}"
        )
        worst = max(worst, *weight.shares(budget).values())
    return worst


def measure() -> Iterator[float]:
    with browser() as opened, whole_house() as house:
        while True:
            yield largest_share(opened, house.url, PAGES, BUDGET)
