"""Stands in for XlsxWriter, of which the import needs `utility` alone; openpyxl writes its answers."""
