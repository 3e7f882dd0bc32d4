-- The next export's running number.
select nextval('incidents.export_number') as number
