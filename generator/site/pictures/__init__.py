"""Pictures of links: what a messenger shows beside the address of a record."""
