"""What the atlas is compared with, and how."""
