-- A member by id or by the keyed token of the phone.
select id, kind, content_digest from neighbours.member where id = $1 or phone_token = $2
