-- The link opens nothing any more.
update neighbours.reminder set link_revoked_at = $2 where link_digest = $1
