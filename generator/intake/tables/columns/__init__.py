"""What each column of a sheet contains, by its heading or its cells."""
