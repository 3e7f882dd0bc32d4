-- Which training is the latest.
select id from suggestion.training order by at desc, id desc limit 1
