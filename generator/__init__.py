"""Generator of a regional atlas of educational practices: YAML records in, a static site out."""
