"""How records arrive: tables, issue forms, new files."""
