"""Values to findings: schemas, rules, and the check of a whole atlas or of a proposal."""
