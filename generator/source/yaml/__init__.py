"""YAML read by libyaml and as JSON would be: one pass over its events, with refusals in Russian."""
