-- Columns of a table and what a row holds in them when an insert does not say; of the demo's bulk fill.
select column_name as name, column_default as literal from information_schema.columns
where table_schema = $1 and table_name = $2 order by ordinal_position
