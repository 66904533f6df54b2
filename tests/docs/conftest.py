"""The command line, as its own tests have it."""

from tests.cli.conftest import cli as cli
from tests.cli.conftest import config as config
