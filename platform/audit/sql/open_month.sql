-- Makes room for the entries of a month.
SELECT audit.open_month($1::date) AS made
