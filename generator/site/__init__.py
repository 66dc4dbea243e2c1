"""A catalogue becomes the folder of a static site."""
