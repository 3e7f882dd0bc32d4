-- The latest training, without its classifier.
select id, at, standing, demo, cases, since, until, measured from suggestion.training order by at desc, id desc limit 1
