"""By the water: harbours, boats, light and shore."""

from writingviews.demo.drawing.sea.bridge_fog import bridge_fog
from writingviews.demo.drawing.sea.fishing_boats import fishing_boats
from writingviews.demo.drawing.sea.harbour_dawn import harbour_dawn
from writingviews.demo.drawing.sea.lighthouse import lighthouse
from writingviews.demo.drawing.sea.paper_boats import paper_boats
from writingviews.demo.drawing.sea.reservoir import reservoir
from writingviews.demo.drawing.sea.tide_pools import tide_pools

PICTURES = (
    harbour_dawn,
    fishing_boats,
    bridge_fog,
    lighthouse,
    tide_pools,
    paper_boats,
    reservoir,
)
