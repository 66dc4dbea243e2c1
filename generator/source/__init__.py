"""Files to values, from the disk or from git."""
