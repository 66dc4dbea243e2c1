"""The base class of settings."""

import msgspec


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the settings."""
