"""Letters with proposals: read as a stranger's data, put into branches of git, answered."""
