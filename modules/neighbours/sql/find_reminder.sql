-- A reminder by the digest of its link's token.
select incident, number, kind, made_at from neighbours.reminder where link_digest = $1 and link_revoked_at is null
