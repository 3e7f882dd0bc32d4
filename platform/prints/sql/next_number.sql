-- The next number of a print.
select nextval('prints.print_number') as number
