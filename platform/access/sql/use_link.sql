-- Takes a link; the key refuses the second.
INSERT INTO access.link_use (link, used_at) VALUES ($1, $2)
