"""Everything a person runs: the screen and the command line."""
