"""Files become values, from the disk or from git."""
