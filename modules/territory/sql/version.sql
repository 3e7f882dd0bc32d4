-- The number of the territory's present state, and since when it holds.
select number, changed_at from territory.version
