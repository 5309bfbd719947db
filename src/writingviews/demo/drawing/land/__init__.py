"""Open country: mountains, groves, deserts, hills and the night sky above them."""

from writingviews.demo.drawing.land.bee_hives import bee_hives
from writingviews.demo.drawing.land.date_palms import date_palms
from writingviews.demo.drawing.land.desert_road import desert_road
from writingviews.demo.drawing.land.dry_river import dry_river
from writingviews.demo.drawing.land.kite_hill import kite_hill
from writingviews.demo.drawing.land.mountain_pass import mountain_pass
from writingviews.demo.drawing.land.olive_grove import olive_grove
from writingviews.demo.drawing.land.snow_village import snow_village
from writingviews.demo.drawing.land.star_trails import star_trails
from writingviews.demo.drawing.land.telescope_dome import telescope_dome
from writingviews.demo.drawing.land.wind_turbines import wind_turbines

PICTURES = (
    mountain_pass,
    snow_village,
    dry_river,
    wind_turbines,
    telescope_dome,
    star_trails,
    bee_hives,
    olive_grove,
    date_palms,
    desert_road,
    kite_hill,
)
