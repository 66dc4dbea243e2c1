"""Limits of files, for modules that read files without reading YAML."""

MAX_BYTES = 256 * 1024
