"""Bounds: how much of anything a stranger may send, in one place. `docs/limits.md` is the same as a table.

What lies beyond a bound is refused by a finding that names it. Sizes are in bytes.
"""

from __future__ import annotations

MAX_BYTES = 256 * 1024
"""Of a record, a file of settings, a schema, a hand-written page, a template: a large record has 20 KB."""
MAX_DEPTH = 20
"""Levels of lists and mappings in a file of YAML."""
MAX_VALUES = 10_000
"""Keys and values of a file of YAML. A record has some hundreds; ten thousand slow every check."""
MAX_NOTES = 20
"""Reading of a file stops after so many problems: a report of thousands helps nobody."""
MAX_INTEGER = 2**53
"""Beyond it JSON readers in browsers lose digits, and nothing that a record counts is as large."""
MAX_ERRORS = 200
"""Mistakes against the schema in one record that are looked at."""
MAX_PROBLEMS = 50
"""Findings of the schema in one record."""

MAX_PATTERN_BYTES = 256 * 1024
"""Of a pattern of a schema, compiled."""
MAX_SCHEMA_DEPTH = 60
"""Levels of a schema with all that it refers to in its place; the deepest of ours has 20."""
MAX_SCHEMA_PARTS = 50_000
"""Parts of a schema with all that it refers to in its place; the largest of ours has 2,000."""

MAX_PAGE_NESTING = 10
"""Quotations and lists inside one another on a hand-written page."""
MAX_PAGE_LINE = 5_000
"""Characters of a line of a hand-written page: Markdown reads a line of brackets in quadratic time."""
MAX_PAGE_MARKS = 1_000
"""Signs of Markdown in one paragraph or table: each is tried against all that follow."""
MAX_NAME = 100
"""Bytes of the name of a page's file: its folder in the site is named after it."""

MAX_TABLE_BYTES = 100_000_000
"""A larger file is not read."""
MAX_ROWS = 200_000
MAX_COLUMNS = 2000
"""So many columns a sheet may have: a record with all its items in one row needs a few hundred."""
MAX_CELLS = 2_000_000
"""Places between the first column and the last filled one, of all rows of a sheet."""
MAX_CELL_NOTES = 20_000
"""Formulas, errors and merged ranges of a sheet."""
MAX_UNPACKED = 200_000_000
"""Bytes of the parts that are read. Ten thousand records make 85 MB of XML."""
MAX_PARTS = 5_000
MAX_ELEMENTS = 3_000_000
MAX_XML_DEPTH = 100
MAX_TOKEN = 1 << 18
"""Bytes of a tag, a comment or another piece that the parser has to see whole."""
MAX_CELL_TEXT = 1 << 17
"""Characters of one text; a cell of Excel holds a quarter of it."""
MAX_CELL_TEXTS = 50_000_000
"""Characters of all texts."""
MAX_LISTED = 100_000
"""Elements that are listed: Excel has at most 65,490 formats of cells."""
MAX_TABLE_FINDINGS = 5_000
"""After so many findings no further record is judged: whoever has them took the wrong columns."""

MAX_LETTER_BYTES = 20_000_000
"""Of a letter with all that is attached: mail services take 25 MB."""
MAX_MAILBOX_BYTES = 1_000_000_000
"""Of a file with many letters."""
MAX_LETTER_PARTS = 200
"""Texts, attachments and letters inside a letter that are looked at."""
MAX_LETTER_TEXT = 2_000_000
"""Characters of one text of a letter."""
MAX_LETTER_RECORDS = 100
"""Records of one letter."""
