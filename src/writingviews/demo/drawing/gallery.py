"""The pictures by name."""

from collections.abc import Callable

from writingviews.demo.drawing import city, land, objects, rooms, sea
from writingviews.demo.drawing.sheet import Sheet

PICTURES: dict[str, Callable[[], Sheet]] = {
    function.__name__.replace("_", "-"): function
    for theme in (sea, city, land, rooms, objects)
    for function in theme.PICTURES
}
