"""The board in a browser: a server that starts a board for each visitor, and bars all else."""
