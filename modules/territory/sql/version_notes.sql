-- The latest versions and what made them. $1: how many.
select version, at, action, note from territory.version_note order by version desc limit $1
