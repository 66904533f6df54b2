"""Time as the process counts it: the clock, working days, and clocks that run out."""
