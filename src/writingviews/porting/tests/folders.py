"""Folders to import, as small as they can be."""

from pathlib import Path

PIECE = """\
---
title: {title}
slug: {slug}
date: 2026-03-14
section: culture
topics: [water]
bylines: [Noor Whitcombe]
---

{body}
"""


def write_piece(
    folder: Path, path: str, body: str = "Some words.", *more: str, **values: str
) -> Path:
    """Write a piece that can be published; `more` are further lines of front matter, and
    `values` replace the title and the slug."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    stem = Path(path).stem
    text = PIECE.format(
        title=values.get("title", stem.title()), slug=values.get("slug", stem), body=body
    )
    if more:
        text = text.replace("\n---\n\n", "\n" + "\n".join(more) + "\n---\n\n", 1)
    file.write_text(text, encoding="utf-8")
    return file
