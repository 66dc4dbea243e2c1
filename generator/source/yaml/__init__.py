"""YAML read by libyaml as strictly as JSON: one pass over its events, with refusals in Russian."""
