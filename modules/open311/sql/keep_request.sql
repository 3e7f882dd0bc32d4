-- A report was filed under a key; a retry finds it there.
insert into open311.request (id, district, key, number, filed_at) values ($1, $2, $3, $4, $5)
on conflict on constraint request_pkey do nothing
