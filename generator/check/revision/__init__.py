"""Checks of the atlas as it stands in git, and of what differs between two of its states."""
