"""The entry: `pengtou`, and `python -m tui` in the checkout."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tui.cli.desk import carry_out
from tui.cli.ending import ended
from tui.cli.parser import early
from tui.opening import spoken
from tui.words import Words


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command line; the exit status of the process."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    words = Words.load(spoken(early(typed), os.environ))
    return ended(lambda: carry_out(typed, words), words, verbose="-v" in typed)


if __name__ == "__main__":
    sys.exit(main())
