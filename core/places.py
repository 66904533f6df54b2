"""Where this person's files live on this machine."""

from __future__ import annotations

import os
from pathlib import Path

APP = "pengtou"
CONFIG = "PENGTOU_CONFIG"
"""The environment variable that names another configuration; `--config` is put there, too."""


def config_file() -> Path:
    """The configuration, whether or not it exists: what `CONFIG` names, else the person's own.

    What a customer keeps beside it (themes, forms, templates, clocks) goes with it.
    """
    if named := os.environ.get(CONFIG):
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def theme_folder() -> Path:
    """Where a person's own themes are."""
    return config_file().parent / "themes"


def form_folder() -> Path:
    """Where a customer's own forms are."""
    return config_file().parent / "forms"


def template_folder() -> Path:
    """Where a customer's own templates of projects are."""
    return config_file().parent / "templates"


def clock_file() -> Path:
    """What a customer says of the clocks of the process, whether or not it exists."""
    return config_file().parent / "clocks.toml"


def default_database() -> Path:
    """The SQLite file that is used when nobody names a database."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / f"{APP}.db"


def minutes_folder() -> Path:
    """Where the minutes that were sent are kept as files."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "minutes"


def exports_folder() -> Path:
    """Where what was copied or exported from a screen is kept as files."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "exports"


def cache_folder() -> Path:
    """What can be made anew at any time: saved boards."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False)


def state_folder() -> Path:
    """What the program remembers between two runs: drafts, the last project."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def private_folder(folder: Path) -> Path:
    """Makes a folder that only this person can enter, unless it is there.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
