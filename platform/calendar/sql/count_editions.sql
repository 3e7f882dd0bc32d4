-- Rises with every import: what processes ask for each second.
select count(*) as editions from calendar.edition
