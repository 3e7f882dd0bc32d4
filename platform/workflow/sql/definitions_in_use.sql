-- Definitions that cases still under way have begun with.
select d.hash, d.path, d.yaml from workflow.definition d
where exists (select from workflow.instance i where i.definition = d.hash and i.ended_at is null)
order by d.hash
