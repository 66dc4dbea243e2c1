"""What the atlas is measured against, and how."""
