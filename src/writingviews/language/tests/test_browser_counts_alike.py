"""The foot of the sheet and the house count the same words."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from writingviews.language.words import word_count

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { wordCount } = await loadTypeScript(process.cwd() + "/frontend/desk/words.ts");
let given = "";
for await (const part of process.stdin) given += part;
console.log(JSON.stringify(JSON.parse(given).map(wordCount)));
"""
SAID = [
    "", "…", "A litre an hour.", "well-known", "3.14 and 1,000 at 10:30", "U.S.A.", "Don’t, can't",
    "می‌خواهم بروم", "وبالكتاب", "آب‌هاي تلخ", "日本語の本", "कविता", "naïve cafe\u0301", "a\u00adb",
    "۱۲٬۵۰۰ تن", "x_y", "e-mail@example.org", "½ cup", "١٠:٣٠",
]  # fmt: skip
PIECES = [*"ab1२۳ا‌-.,:'’ʼ·_ \n\u00ad\u064b\u0301\u200f", "日", "も", "می", "\u0640", "\u2011"]


@pytest.mark.node
@pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules" / "esbuild").exists(),
    reason="needs node and node_modules: install Node 20 or newer, then run npm ci",
)
def test_the_sheet_counts_as_the_house_does() -> None:
    chance = random.Random(1)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 30))) for _ in range(3000)]
    texts = [*SAID, *made]
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PROGRAM],
        cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    differing = [
        (text, house, sheet)
        for text, house, sheet in zip(texts, map(word_count, texts), counted, strict=True)
        if house != sheet
    ]
    assert differing == []
