"""Records as tables: workbooks of Excel and CSV files out of the atlas and back into it.

What tables look like comes from the schemas alone (`layout`), whatever the kind: a row a record, a column
a value, a sheet of its own for each list of sections (steps, results, the criteria of an expertise).
Out: `exporting`, then `workbook` or `csv_file`. In: `reading`, `read_header`, `rows_to_records`,
`check_import`.
"""
