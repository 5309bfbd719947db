"""The order of an edition's pieces as a form without a script gives it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

#: What a button beside a piece does to it.
UP: Final = "up"
DOWN: Final = "down"
OUT: Final = "out"
ADD: Final = "add"
MOVES: Final = frozenset({UP, DOWN, OUT, ADD})


def by_places(pieces: Sequence[str], places: Mapping[str, str]) -> list[str]:
    """Return pieces in the order of the numbers that were typed beside them.

    One that was given another's number goes before it if it came from below, behind it if it came
    from above: it gets the place it was given. What is no number changes nothing.

    Args:
        pieces: ids in the order in which they stood, each once.
        places: what was typed, by id; counted from 1.
    """

    def wanted(piece: str) -> float:
        stood = pieces.index(piece) + 1
        typed = places.get(piece, "").strip()
        try:
            place = int(typed)
        except ValueError:
            return stood
        return place if place == stood else place - 0.5 if place < stood else place + 0.5

    return sorted(pieces, key=wanted)


def after_act(pieces: Sequence[str], act: str) -> list[str]:
    """Return pieces after a button was pressed: ``up:<id>``, ``down:<id>``, ``out:<id>`` or
    ``add:<id>``. Any other act, and one for what is not there, changes nothing."""
    arranged = list(pieces)
    verb, _, piece = act.partition(":")
    if verb == ADD and piece and piece not in arranged:
        return [*arranged, piece]
    if piece not in arranged:
        return arranged
    place = arranged.index(piece)
    if verb == OUT:
        arranged.pop(place)
    elif verb in {UP, DOWN}:
        other = place - 1 if verb == UP else place + 1
        if 0 <= other < len(arranged):
            arranged[place], arranged[other] = arranged[other], arranged[place]
    return arranged
