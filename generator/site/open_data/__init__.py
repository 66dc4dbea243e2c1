"""Open data: files of the site for scripts and programs, in shards: a page asks only for what it needs."""

from __future__ import annotations

from generator.site.open_data.records import list_record_files, list_schema_files
from generator.site.open_data.shards import DataFile, write_data_files
from generator.site.open_data.titles import TitleIndex, Titles, list_title_files, title_index

__all__ = [
    "DataFile",
    "TitleIndex",
    "Titles",
    "list_record_files",
    "list_schema_files",
    "list_title_files",
    "title_index",
    "write_data_files",
]
