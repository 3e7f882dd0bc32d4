-- What is known of these files.
SELECT digest, media_type, kind, bytes, width, height, stripped, taken_at, taken_lon_e7, taken_lat_e7, uploader
FROM files.file WHERE digest = ANY ($1)
