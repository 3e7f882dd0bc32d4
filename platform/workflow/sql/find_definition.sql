select hash, path, yaml from workflow.definition where hash = $1
