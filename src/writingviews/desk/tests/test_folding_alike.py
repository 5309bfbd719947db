"""The sheet's find and the house's search take the same spellings for one."""

import json
import random
import sys
import unicodedata

import pytest

from writingviews.document.tests.in_node import needs_node, node
from writingviews.language.fold import fold

PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { fold } = await loadTypeScript(process.cwd() + "/frontend/desk/folding.ts");
let given = "";
for await (const part of process.stdin) given += part;
console.log(JSON.stringify(JSON.parse(given).map(fold)));
"""
SAID = [
    "كتابي", "کتابی", "می‌خواهم", "مُعَلِّم", "مسؤول", "مسئول", "أحمد", "لیلا ــ", "۱۲۳ ١٢٣ 123",
    "Straße", "Łódź", "naïve", "cafe\u0301", "Ἀθῆναι", "ёлка", "İstanbul", "don’t", "l'eau",
    "½ ﷺ ﬁn",
]  # fmt: skip

pytestmark = [pytest.mark.node, needs_node]


def folded(given: list[str]) -> list[str]:
    """What the sheet folds each text to."""
    found: list[str] = json.loads(
        node("--input-type=module", "-e", PROGRAM, given=json.dumps(given))
    )
    return found


def test_the_sheet_folds_as_the_house_does() -> None:
    """Every character that Unicode names, and texts of them at random."""
    known = [
        chr(point)
        for point in range(0x20, sys.maxunicode)
        if unicodedata.category(chr(point)) not in {"Cn", "Co", "Cs"}
    ]
    chance = random.Random(1)
    near = [one for one in known if one < "\u0800"]
    made = ["".join(chance.choices(near, k=chance.randint(2, 20))) for _ in range(2000)]
    texts = [*SAID, *made, *known]
    differing = [
        (text, house, sheet)
        for text, house, sheet in zip(texts, map(fold, texts), folded(texts), strict=True)
        if house != sheet
    ]
    assert differing == []
    assert fold("كتابي") == fold("کتابی")
