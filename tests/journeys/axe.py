"""What axe-core finds on a page."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

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
    protocol = page.context.new_cdp_session(page)
    answer = protocol.send(
        "Runtime.evaluate",
        {
            "expression": AXE.read_text(encoding="utf-8") + _RUN,
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    protocol.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    found: list[str] = json.loads(answer["result"]["value"])
    return found


def assert_accessible(page: Page) -> None:
    """Hold that a page has no violation in light and in dark; leaves it in light."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{page.url} in {scheme}"
