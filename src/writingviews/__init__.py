"""Writing Views: a publishing house in one program.

The package is a house of rooms on floors; an import only ever points to a floor below.
`docs/rooms.md` is the map, `tests/test_floors.py` holds it.
"""

__version__ = "0.1.0"
