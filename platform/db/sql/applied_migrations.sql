-- What was applied, for comparison with what the program carries.
SELECT part, number, name, checksum, contract FROM meta.migration ORDER BY part, number;
