"""How large a file may be: in a module of its own, for those who read files without reading YAML."""

MAX_BYTES = 256 * 1024
