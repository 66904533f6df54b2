"""What a piece of a line says about time: days, counts, anchors, hours, in Chinese and English.

A *phrase* is `[hint] day [hour] [closing]`, an hour alone, or an hour and then a day. Every way to
name a day or an hour is a `Rule`: a pattern and a function that gives the days (hours) it may
mean, the likeliest first. The rules stand in tables by subject (`weeks`, `months`, `dates`,
`counts`, `anchors`, `english`, `codes`, `hours`); `phrase` finds the longest that fits at a place
and puts day, hour and closing together. Whether a phrase *is* the deadline is not decided here.
"""
