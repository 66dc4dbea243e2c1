"""Helpers that know nothing about atlases."""
