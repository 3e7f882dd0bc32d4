-- What is known of the picture with digest $1; the first word counts.
insert into photos.photo (digest, original, origin, look, account, at) values ($1, $2, $3, $4, $5, $6)
on conflict on constraint photo_key do nothing
