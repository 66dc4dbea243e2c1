"""What the text of a cell means for a field."""
