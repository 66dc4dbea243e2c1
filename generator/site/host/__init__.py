"""All that is known of MkDocs and Material: frames, theme, plugin."""
