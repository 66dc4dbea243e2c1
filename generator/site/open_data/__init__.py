"""Data: files of the site for scripts and programs, in parts: a page asks only for the part that it needs."""

from __future__ import annotations

from generator.site.open_data.records import record_parts
from generator.site.open_data.shards import Part, write_parts
from generator.site.open_data.titles import TitleIndex, Titles, title_index, title_parts

__all__ = ["Part", "TitleIndex", "Titles", "record_parts", "title_index", "title_parts", "write_parts"]
