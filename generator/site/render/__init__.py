"""Jinja2: renders pages to HTML."""
