-- Cases merged into a case, directly or through others.
with recursive below as (
  select m.id from incidents.incident m where m.merged_into = $1 and m.root_case = $2
  union all
  select m.id from incidents.incident m join below b on m.merged_into = b.id where m.root_case = $2)
select id from below
