"""What argparse says about a wrong command line, as ids of our own words."""

from __future__ import annotations

import re

_ABOUT = re.compile(r"argument (?P<about>[^:]+): (?P<rest>.*)", re.DOTALL)
_KNOWN = (
    (re.compile(r"the following arguments are required: (?P<what>.*)"), "cli.usage.missing"),
    (re.compile(r"unrecognized arguments: (?P<what>.*)", re.DOTALL), "cli.usage.unknown"),
    (re.compile(r"expected (?:one|at least one|[0-9]+) arguments?"), "cli.usage.wants_value"),
    (re.compile(r"invalid choice: (?P<what>.*) \(choose from (?P<known>.*)\)"), "cli.usage.choice"),
    (re.compile(r"invalid \w+ value: (?P<what>.*)", re.DOTALL), "cli.usage.value"),
    (re.compile(r"not allowed with argument (?P<what>.*)"), "cli.usage.together"),
    (re.compile(r"ignored explicit argument (?P<what>.*)", re.DOTALL), "cli.usage.no_value"),
    (re.compile(r"one of the arguments (?P<what>.*) is required"), "cli.usage.one_of"),
)


def understood(message: str) -> tuple[str, dict[str, str]]:
    """The id and the values for a message of argparse; an unknown message is passed on whole."""
    about = _ABOUT.fullmatch(message)
    text = about["rest"] if about else message
    for pattern, word in _KNOWN:
        if found := pattern.fullmatch(text):
            values = {"what": "", "known": "", "about": about["about"] if about else ""}
            return word, values | {
                name: value.strip("'") for name, value in found.groupdict().items()
            }
    return "cli.wrong", {"what": message}
