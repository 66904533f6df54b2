"""What keeps the terminal safe: what is written to it, what comes from it, how it is left."""
