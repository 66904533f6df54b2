"""The names a theme gives a colour to, and which of them must be readable on which ground."""

from __future__ import annotations

TEXTUAL = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "warning",
    "error",
    "success",
)
"""Textual's own names; the rest of its variables is derived from them."""

LIGHTS = ("light-red", "light-amber", "light-green")
"""The lights; each has a `…-ground` beside it, which may be `transparent`."""

OURS = (
    *LIGHTS,
    *(f"{light}-ground" for light in LIGHTS),
    "sla-late",
    "sla-soon",
    "sla-ok",
    "muted",
    "rule",
    "accent-ground",
    "cursor-ground",
    "cursor-foreground",
    "gauge-done",
    "gauge-plan",
    "gauge-rest",
    "header-ground",
    "header-foreground",
    "chip",
    "chip-ground",
    "chip-unsure",
    "chip-unsure-ground",
    "chip-default",
)
"""Our own variables; widgets name these and never a colour."""

NAMES = frozenset(TEXTUAL + OURS)

GROUPS: dict[str, tuple[str, ...]] = {
    "page": TEXTUAL,
    "lights": OURS[: OURS.index("sla-late")],
    "clocks": ("sla-late", "sla-soon", "sla-ok"),
    "rank": ("muted", "rule", "accent-ground"),
    "cursor": ("cursor-ground", "cursor-foreground"),
    "gauge": ("gauge-done", "gauge-plan", "gauge-rest"),
    "header": ("header-ground", "header-foreground"),
    "chips": OURS[OURS.index("chip") :],
}
"""The names by what they are for, in the order of a theme file; each has one group."""
TRANSPARENT = "transparent"

TEXT = 7.0
"""Contrast of anything that is read, WCAG's AAA: a projector in daylight takes half of it."""
CURSOR = 4.5
"""Contrast of coloured words on the line under the cursor, WCAG's AA: who moves it sits near."""
SHAPE = 3.0
"""Contrast of bars and marks, which are seen and not read."""

PAGE = ("background", "surface", "header-ground")
"""The grounds on which the content of a panel and the counts of the header stand."""

CONTRASTS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, TEXT) for text in ("foreground", "muted", "accent") for ground in PAGE),
    *((text, ground, TEXT) for text in ("sla-late", "sla-soon", "sla-ok") for ground in PAGE),
    *((text, "background", TEXT) for text in ("primary", "warning", "error", "success")),
    *((text, "panel", TEXT) for text in ("foreground", "muted", "accent")),
    ("header-foreground", "header-ground", TEXT),
    ("cursor-foreground", "cursor-ground", TEXT),
    *(
        (text, "cursor-ground", CURSOR)
        for text in ("muted", "accent", "sla-late", "sla-soon", "sla-ok")
    ),
    ("foreground", "accent-ground", TEXT),
    ("accent", "accent-ground", TEXT),
    ("chip", "chip-ground", TEXT),
    ("chip-unsure", "chip-unsure-ground", TEXT),
    *((text, "background", TEXT) for text in ("chip", "chip-unsure", "chip-default")),
    ("gauge-done", "background", SHAPE),
    ("gauge-plan", "background", SHAPE),
    ("gauge-done", "gauge-rest", SHAPE),
)
"""Text or shape, its ground, and the least contrast; the lights are asked on top of these."""
