"""Letters with proposals: read as untrusted data, put into git branches, answered."""
