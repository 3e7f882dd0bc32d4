-- A stored definition by its hash.
select hash, path, yaml from workflow.definition where hash = $1
