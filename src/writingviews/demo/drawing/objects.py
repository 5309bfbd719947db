from collections.abc import Callable
from writingviews.demo.drawing.sheet import Sheet
PICTURES: tuple[Callable[[], Sheet], ...] = ()
