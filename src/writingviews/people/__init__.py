"""Who is here, and under which name they speak.

Owns: accounts (people who sign in), their roles, bylines (public names), and, in a table of
its own, which account stands behind which byline.
Never: lets that link out. Rooms that make public things (site, press, search, replies,
editions, following) may read `Byline` and nothing else here; `tests/test_floors.py`
holds it.
"""
