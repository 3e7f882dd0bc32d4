-- Lets the tree of jurisdiction $1 end at level $2.
insert into territory.stopping_level (prefix, level) values ($1, $2)
on conflict on constraint stopping_level_key do update set level = excluded.level
