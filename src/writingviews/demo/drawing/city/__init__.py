"""In town: streets, squares, roofs and courtyards."""

from writingviews.demo.drawing.city.bicycle_lane import bicycle_lane
from writingviews.demo.drawing.city.courtyard_fountain import courtyard_fountain
from writingviews.demo.drawing.city.market_stall import market_stall
from writingviews.demo.drawing.city.night_bus import night_bus
from writingviews.demo.drawing.city.rooftops_rain import rooftops_rain
from writingviews.demo.drawing.city.school_yard import school_yard
from writingviews.demo.drawing.city.solar_roof import solar_roof
from writingviews.demo.drawing.city.tiled_gate import tiled_gate
from writingviews.demo.drawing.city.town_hall import town_hall
from writingviews.demo.drawing.city.tram_stop import tram_stop

PICTURES = (
    night_bus,
    rooftops_rain,
    market_stall,
    school_yard,
    town_hall,
    bicycle_lane,
    tram_stop,
    tiled_gate,
    courtyard_fountain,
    solar_roof,
)
