"""Serving: `atlas serve` builds, shows, watches, builds again and tells the browser."""
