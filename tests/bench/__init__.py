"""The goals as ratios: `python -m tests.bench` measures the program from outside, in a terminal."""
