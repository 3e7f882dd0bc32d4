-- Somebody joins.
insert into neighbours.member (id, kind, subject, phone_token, guide_version, content_digest, joined_at) values ($1, $2, $3, $4, $5, $6, $7)
