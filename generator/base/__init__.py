"""Helpers that know nothing of atlases."""
