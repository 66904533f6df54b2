"""Documents: one content model (`content`), builders that fill it, renderers that write it."""
