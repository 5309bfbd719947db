"""Still lifes: one thing, near, and the light on it."""

from writingviews.demo.drawing.objects.ballot_box import ballot_box
from writingviews.demo.drawing.objects.calligraphy_pen import calligraphy_pen
from writingviews.demo.drawing.objects.chess_table import chess_table
from writingviews.demo.drawing.objects.microscope_desk import microscope_desk
from writingviews.demo.drawing.objects.oud_on_chair import oud_on_chair
from writingviews.demo.drawing.objects.seed_jars import seed_jars
from writingviews.demo.drawing.objects.typewriter import typewriter

PICTURES = (
    microscope_desk,
    seed_jars,
    typewriter,
    ballot_box,
    chess_table,
    oud_on_chair,
    calligraphy_pen,
)
