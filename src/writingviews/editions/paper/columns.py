"""Columns of one height, found by halving.

WeasyPrint looks for that height in steps: by the room that the next block wants, or, where blocks
hold together, by a pixel, and sets the whole text three times at each. Headings behind headings
took it half a minute, and a list within lists stood in one column, for its next block was all the
rest. Here the height lies between one that is too low and one that is not, and what is between
them is halved: some six times, whatever the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

#: Pixels: half a line. A height that is nearer wins nothing.
_NEAR: Final = 6.0
_A_HAIR: Final = 0.1

# WeasyPrint's, which has no types. A place is a number for each box on the way down.
Context = Any
Box = Any
Place = Any
Style = Any


def _any_page() -> dict[str, Any]:
    return {"break": "any", "page": None}


@dataclass
class _Columns:
    """Columns that were set.

    Args:
        boxes: from the first to the last.
        resume_at: where the text goes on, None if all of it stands here.
        next_page: what the typesetter is told of the page after them.
        within: whether nothing stands out at their foot.
        filled: pixels of each.
        absolute, fixed: what has a place of its own.
    """

    boxes: list[Box] = field(default_factory=list)
    resume_at: Place = None
    next_page: dict[str, Any] = field(default_factory=_any_page)
    within: bool = True
    filled: list[float] = field(default_factory=list)
    absolute: list[Box] = field(default_factory=list)
    fixed: list[Box] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return bool(self.boxes) and self.within and self.resume_at is None

    def even(self) -> float:
        """Make all as high as the highest, and return how high, in pixels."""
        height: float = max((box.margin_height() for box in self.boxes), default=0.0)
        for box in self.boxes:
            box.height = height
        return height


@dataclass(frozen=True)
class _Setter:
    """Sets blocks in columns of any height.

    Args:
        context, containing_block, first_letter, first_line: WeasyPrint's.
        box: what has the columns.
        children: the blocks.
        skip: where in the first of them the text begins.
        top: pixels from the page's top.
        page_is_empty: whether nothing stands above them.
    """

    context: Context
    box: Box
    containing_block: Box
    first_letter: Style
    first_line: Style
    children: list[Box]
    skip: Place
    top: float
    page_is_empty: bool

    def at(self, height: float) -> _Columns:
        """Return columns of a height in pixels; what has no room there is left out."""
        from weasyprint.layout.block import block_box_layout  # noqa: PLC0415 - loads Pango

        context, made = self.context, _Columns()
        made.resume_at = self.skip and {0: self.skip}
        for number in range(self.box.style["column_count"]):
            at_top = self.page_is_empty or number > 0
            new, made.resume_at, made.next_page, _, _, _ = block_box_layout(
                context, self._column(number, made.resume_at if at_top else False),
                context.page_bottom - self.top - height, made.resume_at, self.containing_block,
                at_top, made.absolute, made.fixed, [], self.first_letter, self.first_line,
                discard=False, max_lines=None,
            )  # fmt: skip
            if new is None:
                return _Columns()
            made.boxes.append(new)
            ends = [
                child.position_y + child.margin_height() - child.margin_bottom - self.top
                for child in new.children
                if child.is_in_normal_flow()
            ]
            made.filled.append(max(ends, default=0))
            made.within = made.within and made.filled[-1] <= height + _A_HAIR
            if made.resume_at is None:
                break
        return made

    def level(self, most: float) -> _Columns:
        """Return columns that are as low as they can be and hold all, or else as high as allowed.

        Args:
            most: pixels.
        """
        full = self.at(most)
        if not full.whole:
            return full
        # Near the mean, where it mostly is; from there in steps that double.
        low = high = sum(full.filled) / self.box.style["column_count"]
        step = _NEAR
        while high < most and not self.at(high).whole:
            low, high, step = high, high + step, step * 2
        high = min(high, most)
        while high - low > _NEAR:
            middle = (low + high) / 2
            if self.at(middle).whole:
                high = middle
            else:
                low = middle
        # Set once more: boxes of one that was tried stand where the last one put them.
        return self.at(high)

    def _column(self, number: int, begins: Place) -> Box:
        """Return an empty column in its place.

        Args:
            number: from 0.
            begins: where its text begins, if the space above that goes; else False.
        """
        from weasyprint.layout.percent import percentage, resolve_percentages  # noqa: PLC0415

        box, children = self.box, self.children
        if begins is not False:
            first, within = next(iter(begins.items())) if begins else (0, None)
            if within is None:
                # WeasyPrint lets it stand, and a heading is a line lower than its neighbour.
                children = children.copy()
                children[first] = _without_space(children[first])
        count, style = box.style["column_count"], box.style
        gap = percentage(style["column_gap"], style, box.width)
        width = max(0, box.width - (count - 1) * gap) / count
        column = box.anonymous_from(box, children=children)
        resolve_percentages(column, self.containing_block)
        column.is_column = True
        column.width = width
        place = count - 1 - number if style["direction"] == "rtl" else number
        column.position_x = box.content_box_x() + place * (width + gap)
        column.position_y = self.top
        return column


def _without_space(box: Box) -> Box:
    from weasyprint.css.properties import ZERO_PIXELS  # noqa: PLC0415 - loads Pango

    bare = box.copy()
    bare.style = bare.style.copy()
    bare.style["margin_top"] = ZERO_PIXELS
    return bare


def columns_layout(  # noqa: PLR0913, PLR0917 - it is called so
    context: Context, box: Box, bottom_space: float, skip_stack: Place, containing_block: Box,
    page_is_empty: bool, absolute_boxes: list[Box], fixed_boxes: list[Box],  # noqa: FBT001
    adjoining_margins: list[float], first_letter_style: Style, first_line_style: Style,
) -> tuple[Box | None, Place, Any, list[float], bool]:  # fmt: skip
    """Lay a box out in columns; stands in the place of WeasyPrint's function of this name.

    It knows what our sheets hold: a number of columns and what stands across them, but no floats,
    no notes at the foot of a page, no height that is given.

    Args:
        context, box, …: as WeasyPrint hands them over; lengths in pixels.
    """
    from weasyprint.layout.block import (  # noqa: PLC0415 - loads Pango
        block_level_layout,
        block_level_width,
        collapse_margin,
    )
    from weasyprint.layout.percent import resolve_percentages  # noqa: PLC0415

    box = box.copy_with_children(box.children)
    box.position_y += collapse_margin(adjoining_margins)
    block_level_width(box, containing_block)
    first, skip = next(iter(skip_stack.items())) if skip_stack else (0, None)
    y = box.content_box_y()
    margins: list[float] = []
    made: list[Box] = []
    resume_at: Place = None
    next_page = _any_page()
    context.in_column = True
    try:
        for index, across, children in _parts(box.children, first):
            if across:
                (child,) = children
                resolve_percentages(child, containing_block)
                child.position_x, child.position_y = box.content_box_x(), y
                new, inside, next_page, margins, _, _ = block_level_layout(
                    context, child, bottom_space, skip, containing_block, page_is_empty,
                    absolute_boxes, fixed_boxes, margins, first_letter_style, first_line_style,
                )  # fmt: skip
                boxes, inside = [new] if new else [], inside and {0: inside}
                if new:
                    y = new.border_box_y() + new.border_height()
                    margins = [*margins, new.margin_bottom]
            else:
                y += collapse_margin(margins)
                setter = _Setter(
                    context, box, containing_block, first_letter_style, first_line_style,
                    children, skip, y, page_is_empty,
                )  # fmt: skip
                columns = setter.level(context.page_bottom - y - bottom_space)
                absolute_boxes += columns.absolute
                fixed_boxes += columns.fixed
                boxes, inside, next_page = columns.boxes, columns.resume_at, columns.next_page
                margins = []
                y += columns.even()
            made += boxes
            if not boxes:
                resume_at = {index: None}
                break
            if inside:
                within, deeper = next(iter(inside.items()))
                resume_at = {index + within: deeper}
                break
            skip, page_is_empty = None, False
    finally:
        context.in_column = False
    if box.children and not made:
        return None, (0, None), _any_page(), [], False
    box.children = made
    if box.height == "auto":
        box.height = y + collapse_margin(margins) - box.content_box_y()
    return box, resume_at, next_page, [], False


def _parts(children: list[Box], first: int) -> Iterator[tuple[int, bool, list[Box]]]:
    """Return the blocks from the first: what stands across alone, what is between together, each
    with the place of its first one."""
    begin = first
    for place in range(first, len(children) + 1):
        across = place < len(children) and children[place].style["column_span"] == "all"
        if across or place == len(children):
            if begin < place:
                yield begin, False, [child.copy() for child in children[begin:place]]
            if across:
                yield place, True, [children[place].copy()]
            begin = place + 1
