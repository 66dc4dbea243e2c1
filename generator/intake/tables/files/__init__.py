"""Table files as people have them: workbooks and CSV, read into grids of raw cells."""
