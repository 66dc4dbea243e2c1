"""`atlas serve`: builds, serves, watches, rebuilds and reloads the browser."""
