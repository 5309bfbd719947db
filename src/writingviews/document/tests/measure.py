"""Measures what the docstrings of this room say: ``python -m writingviews.document.tests.measure``.

Prints lines ``name value unit``, each the best of several runs on one core: the figure that noise
can only worsen.
"""

import time
from collections.abc import Callable
from typing import Any

from writingviews.document.html import render_body
from writingviews.document.markdown import document_from_markdown
from writingviews.document.steps import apply_steps
from writingviews.document.text import word_count
from writingviews.document.validate import check_tree, parse_document

WORDS = ["the", "river", "had", "been", "dry", "since", "spring", "and", "nobody", "knew", "why"]


def long_document(paragraphs: int, words: int, *, marked: bool = False) -> dict[str, Any]:
    """A document of ``paragraphs`` × ``words`` words; ``marked`` sets every tenth word in bold."""

    def paragraph(number: int) -> dict[str, Any]:
        said = [WORDS[(number + index) % len(WORDS)] for index in range(words)]
        if not marked:
            return {"type": "paragraph", "content": [{"type": "text", "text": " ".join(said)}]}
        content: list[dict[str, Any]] = []
        for start in range(0, words, 10):
            content.append(
                {"type": "text", "text": said[start] + " ", "marks": [{"type": "strong"}]}
            )
            content.append({"type": "text", "text": " ".join(said[start + 1 : start + 10]) + " "})
        return {"type": "paragraph", "content": content}

    return {
        "type": "doc",
        "content": [
            {"type": "title", "content": [{"type": "text", "text": "A long piece"}]},
            {"type": "standfirst"},
            *(paragraph(number) for number in range(paragraphs)),
        ],
    }


def best(run: Callable[[], object], times: int) -> float:
    """Milliseconds of the fastest of ``times`` runs."""
    fastest = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        run()
        fastest = min(fastest, time.perf_counter() - started)
    return fastest * 1000


def main() -> None:
    for name, data in (
        ("24000_words_300_paragraphs", long_document(300, 80)),
        ("24000_words_1500_marked_paragraphs", long_document(1500, 16, marked=True)),
    ):
        document = parse_document(data)
        middle = document.content.size // 2
        typing = [
            {
                "stepType": "replace",
                "from": middle,
                "to": middle,
                "slice": {"content": [{"type": "text", "text": "x"}]},
            }
        ]
        splitting = [
            {
                "stepType": "replace",
                "from": middle,
                "to": middle,
                "slice": {
                    "content": [{"type": "paragraph"}, {"type": "paragraph"}],
                    "openStart": 1,
                    "openEnd": 1,
                },
            }
        ]
        marking = [
            {
                "stepType": "addMark",
                "from": 20,
                "to": document.content.size - 1,
                "mark": {"type": "emphasis"},
            }
        ]
        for what, run, times in (
            ("parse", lambda data=data: parse_document(data), 5),
            ("full_check", lambda document=document: check_tree(document, 0), 5),
            ("step_type", lambda d=document, s=typing: apply_steps(d, s), 200),
            ("step_split", lambda d=document, s=splitting: apply_steps(d, s), 200),
            ("step_mark_everything", lambda d=document, s=marking: apply_steps(d, s), 5),
            ("render", lambda d=document: render_body(d, pictures=lambda _: None), 5),
            ("word_count", lambda d=document: word_count(d), 5),
        ):
            print(f"{name}_{what} {best(run, times):.3f} ms")  # noqa: T201 - its purpose
    written = "\n\n".join(" ".join(WORDS * 7) + " *end*." for _ in range(25))
    reading = best(lambda: document_from_markdown(written, title="", standfirst="", picture=str), 5)
    print(f"markdown_2000_words {reading:.3f} ms")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
