"""What all commands of the command line share: how they fail, and the settings."""

import logging
from functools import partial
from pathlib import Path

import click

from bot.data_folder import DataLock, give_to_owner
from bot.logs import set_up_logging
from bot.settings import ENV_FILE, BadSetting, Settings, load_settings

logger = logging.getLogger(__name__)


SETTINGS_FILE = "kubok.settings_file"
"""Name under which the context of a command has the path of the file of settings, if one is given."""


class Failure(click.ClickException):
    """Exception that ends the program with one sentence on standard error and exit code 1."""

    def show(self, file: object = None) -> None:
        """Write the sentence to standard error."""
        click.echo(f"kubok: {self.message}", err=True)


def settings_file() -> Path:
    """The file of settings of this command; it may be no file."""
    path: Path = click.get_current_context().meta.get(SETTINGS_FILE, Path(ENV_FILE))
    return path


def settings_of_program() -> Settings:
    """The settings of this process, with logging set up by them. What the command makes in the data folder
    belongs to the folder's owner at its end.

    :raises Failure: when one is invalid.
    """
    file = settings_file()
    try:
        settings = load_settings(env_file=file)
    except BadSetting as error:
        raise Failure(str(error)) from None
    set_up_logging(settings.log_level, settings.secrets, as_json=settings.log_as_json)
    if settings.token_is_exposed:
        logger.warning("%s has the bot's token, and others can read it: chmod 600 %s", file, file)
    for name, nearest in settings.unknown:
        logger.warning("%s is no setting of Kubok; did you mean %s?", name, nearest)
    click.get_current_context().call_on_close(partial(give_to_owner, settings.data))
    return settings


def is_serving(settings: Settings) -> bool:
    """Whether a bot serves from the data folder.

    :raises Failure: when this user may not look into it.
    """
    try:
        return DataLock(settings.data).is_held()
    except OSError as error:
        raise Failure(
            f"cannot look into {settings.data} ({error.strerror}); run this as the user who runs the bot"
        ) from None
