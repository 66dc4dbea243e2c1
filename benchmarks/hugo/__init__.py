"""The same atlas as a Hugo site, to compare the generator's build with."""
