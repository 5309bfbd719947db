"""What axe-core finds on a page."""

import json
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Page

from tests.conftest import DESK, PHONE

#: What pages are looked at with: width and height, and colour scheme.
SCREENS: Final[tuple[tuple[tuple[int, int], Literal["light", "dark"]], ...]] = (
    (DESK, "dark"),
    (PHONE, "light"),
)
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.2 at level AA, and what axe-core holds to be good practice.
_RUN = """
;axe.run(document, {resultTypes: ["violations"]}).then(found => JSON.stringify(
  found.violations.map(one => `${one.id} (${one.help}): `
    + one.nodes.map(node => node.html.slice(0, 160) + " – "
        + [...node.any, ...node.all, ...node.none].map(check => check.message).join(" ")
      ).join(" | "))))
"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds in a page as it stands, one sentence a rule.

    It is run over the debugging protocol, beside the page's own policy, which forbids scripts
    from elsewhere; so the page is examined as readers have it.
    """
    if not AXE.exists():
        pytest.skip("needs axe-core: make build")
    axe = "" if page.evaluate("'axe' in window") else AXE.read_text(encoding="utf-8")
    protocol = page.context.new_cdp_session(page)
    answer = protocol.send(
        "Runtime.evaluate",
        {
            "expression": axe + _RUN,
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    protocol.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    found: list[str] = json.loads(answer["result"]["value"])
    return found


def assert_whole(page: Page) -> None:
    """Hold that a page has no violation and does not scroll sideways, dark on a desk's screen and
    light on a telephone's; leaves it there."""
    for viewport, scheme in SCREENS:
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        page.emulate_media(color_scheme=scheme)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{page.url} is {beyond} px wider than {viewport[0]} px"
        assert violations(page) == [], f"{page.url} in {scheme} at {viewport[0]} px"


def assert_accessible(page: Page) -> None:
    """Hold that a page has no violation in light and in dark; leaves it in light."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{page.url} in {scheme}"
