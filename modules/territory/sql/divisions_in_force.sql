-- All divisions in force on the day $1, outermost first, without their outlines.
select code, level, name, kind, synthetic, centre_lon_e7, centre_lat_e7, west_e7, south_e7, east_e7, north_e7, valid_from, valid_to
from territory.division
where valid_from <= $1 and (valid_to is null or valid_to > $1)
order by length(code), code
