"""Preview images: what a messenger shows beside the address of a record."""
