"""What an atlas is: kinds, records, settings, the catalogue and its links, findings."""
