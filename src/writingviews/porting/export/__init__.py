"""A house as one archive that anybody can read, and an empty house made of it.

What other programs and people read (Markdown, HTML, JSON an article), and beside it every row, so
that nothing is lost on the way back (`docs/export.md`).
"""
