-- A file that is on disk. Sent again, it counts as new, so that the sweep leaves it for another day.
INSERT INTO files.file (digest, media_type, kind, bytes, width, height, stripped, taken_at, taken_lon_e7, taken_lat_e7,
                        uploader, stored_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (digest) DO UPDATE SET stored_at = greatest(file.stored_at, EXCLUDED.stored_at)
