"""Limits on what a stranger may send, in one place. `docs/limits.md` shows them as a table.

Whatever exceeds a limit is refused by a finding that names it. Sizes are in bytes.
"""

MAX_BYTES = 256 * 1024
"""Of a record, a settings file, a schema, a hand-written page, a template: a large record has 20 KB."""
MAX_DEPTH = 20
"""Nesting of lists and mappings in a YAML file."""
MAX_VALUES = 10_000
"""Keys and values in a YAML file. A record has some hundreds; ten thousand slow every check."""
MAX_NOTES = 20
"""Reading a file stops after this many problems: a report of thousands helps nobody."""
MAX_INTEGER = 2**53
"""Beyond it JSON readers in browsers lose digits, and nothing that a record counts is that large."""
MAX_ERRORS = 200
"""Schema errors examined in one record."""
MAX_PROBLEMS = 50
"""Schema findings reported for one record."""

MAX_PATTERN_BYTES = 256 * 1024
"""Of a compiled pattern of a schema."""
MAX_SCHEMA_DEPTH = 60
"""Depth of a schema with its references expanded; the deepest of ours has 20."""
MAX_SCHEMA_PARTS = 50_000
"""Parts of a schema with its references expanded; the largest of ours has 2,000."""

MAX_PAGE_NESTING = 10
"""Nesting of quotations and lists on a hand-written page."""
MAX_PAGE_LINE = 5_000
"""Characters in a line of a hand-written page: Markdown reads a line of brackets in quadratic time."""
MAX_PAGE_MARKS = 1_000
"""Markdown markers in one paragraph or table: each is tried against all that follow."""
MAX_NAME = 100
"""Bytes in the file name of a page: its folder in the site is named after it."""

MAX_TABLE_BYTES = 100_000_000
"""Larger files are not read."""
MAX_ROWS = 200_000
MAX_COLUMNS = 2000
"""Columns of a sheet: a record with all its items in one row needs a few hundred."""
MAX_CELLS = 2_000_000
"""Cells of a sheet between the first column and the last filled one, over all rows."""
MAX_CELL_NOTES = 20_000
"""Formulas, errors and merged ranges of a sheet."""
MAX_UNPACKED = 200_000_000
"""Unpacked bytes of the parts that are read. Ten thousand records make 85 MB of XML."""
MAX_PARTS = 5_000
MAX_ELEMENTS = 3_000_000
MAX_XML_DEPTH = 100
MAX_TOKEN = 1 << 18
"""Bytes of a tag, a comment or another token that the parser must see whole."""
MAX_CELL_TEXT = 1 << 17
"""Characters in one cell; Excel allows a quarter of that."""
MAX_CELL_TEXTS = 50_000_000
"""Characters in all cells."""
MAX_LISTED = 100_000
"""Elements in a list: Excel has at most 65,490 cell formats."""
MAX_TABLE_FINDINGS = 5_000
"""Records are no longer checked after this many findings: whoever has them used the wrong columns."""

MAX_LETTER_BYTES = 20_000_000
"""Of a letter with its attachments: mail services accept 25 MB."""
MAX_MAILBOX_BYTES = 1_000_000_000
"""Of a mailbox file with many letters."""
MAX_LETTER_PARTS = 200
"""Texts, attachments and enclosed letters that are examined in a letter."""
MAX_LETTER_TEXT = 2_000_000
"""Characters in one text of a letter."""
MAX_LETTER_RECORDS = 100
"""Records in one letter."""
MAX_POST_BYTES = 300_000
"""Of one proposal that the pages of the site post: what a receiver has to take (`docs/ru/intake.md`)."""
