"""Jinja2: pages become HTML."""
