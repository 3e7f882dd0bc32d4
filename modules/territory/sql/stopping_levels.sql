-- Where the tree ends, by jurisdiction.
select prefix, level from territory.stopping_level order by length(prefix), prefix
