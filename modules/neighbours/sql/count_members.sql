-- How many joined, by kind.
select kind, count(1) as total, count(verified_at) as verified from neighbours.member group by kind order by kind
