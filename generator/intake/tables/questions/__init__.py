"""Questions to people about the words of a table, and their answers."""
