"""The files of a region's new atlas: settings, vocabularies, workflows and guides, without any record."""
