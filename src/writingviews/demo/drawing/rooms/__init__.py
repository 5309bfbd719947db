"""Indoors: halls, workshops and stages, and the light that falls into them."""

from writingviews.demo.drawing.rooms.bread_oven import bread_oven
from writingviews.demo.drawing.rooms.drum_circle import drum_circle
from writingviews.demo.drawing.rooms.empty_classroom import empty_classroom
from writingviews.demo.drawing.rooms.letterpress import letterpress
from writingviews.demo.drawing.rooms.loom_threads import loom_threads
from writingviews.demo.drawing.rooms.old_library import old_library
from writingviews.demo.drawing.rooms.puppet_stage import puppet_stage
from writingviews.demo.drawing.rooms.reading_room import reading_room
from writingviews.demo.drawing.rooms.theatre_curtain import theatre_curtain

PICTURES = (
    old_library,
    reading_room,
    bread_oven,
    empty_classroom,
    theatre_curtain,
    puppet_stage,
    drum_circle,
    loom_threads,
    letterpress,
)
