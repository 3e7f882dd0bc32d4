-- The number of the territory's present state.
select number from territory.version
