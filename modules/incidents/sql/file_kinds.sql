-- What is known of uploaded files.
select digest, media_type, taken_at, taken_lon_e7, taken_lat_e7 from files.pub_file where digest = any ($1::text[])
