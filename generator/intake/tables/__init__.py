"""Records as tables: Excel workbooks and CSV files, exported from the atlas and imported into it.

The layout of tables comes from the schemas alone (`layout`), whatever the kind: a row per record, a column
per value, a sheet of its own for each list of sections (steps, results, the criteria of an expert review).
A file is read into grids of raw cells (`files`); columns are recognised (`columns`), cells interpreted
(`cells`), rows become records (`rows`); what is unclear is asked about (`questions`). `judge` checks the
records and says what it found; `export` goes the other way.
"""

USUAL_INSTITUTE = "institute"
"""The name under which answers to questions about tables are stored if none is given."""
