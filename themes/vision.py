"""How far apart two colours look to an eye that lacks one kind of cone.

The eye: Machado, Oliveira and Fernandes (2009) at severity 1, on linear RGB. The distance: CIE
1976, Euclidean in L*a*b* under D65, in which about 2.3 is the least that anybody can see.
"""

from __future__ import annotations

import math

from themes.contrast import channels

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

EYES: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What becomes of linear red, green and blue without one kind of cone."""

XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
D65: Vector = (0.95047, 1.0, 1.08883)


def _times(matrix: Matrix, vector: Vector) -> Vector:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def _curve(value: float) -> float:
    return math.cbrt(value) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29


def lab(colour: str, eye: str) -> Vector:
    """`#rrggbb` as `eye` (a key of `EYES`) sees it, in L*a*b*. Raises ValueError, KeyError."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(EYES[eye], channels(colour)))
    seen = _times(XYZ, (red, green, blue))
    x, y, z = (_curve(part / white) for part, white in zip(seen, D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eye: str) -> float:
    """The CIE 1976 difference of two colours as `eye` sees them."""
    return math.dist(lab(one, eye), lab(other, eye))
