"""Records as tables: Excel workbooks and CSV files, exported from the atlas and imported into it.

The layout of tables comes from the schemas alone (`layout`), whatever the kind: a row per record, a column
per value, a sheet of its own for each list of sections (steps, results, the criteria of an expert review).
Export: `exporting`, then `workbook` or `csv_file`. Import: `reading`, `read_header`, `rows_to_records`,
`check_import`.
"""

USUAL_INSTITUTE = "institute"
"""The name under which answers to questions about tables are stored if none is given."""
