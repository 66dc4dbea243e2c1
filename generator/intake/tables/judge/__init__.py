"""The records of a table judged with the atlas, and what is told about it."""
