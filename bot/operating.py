"""The commands for operators: what is wrong with the set-up, how the bot is, backups."""

import logging
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command import Failure, is_serving, settings_file, settings_of_program

if TYPE_CHECKING:
    from store.chats.backup import Copied


@click.command()
def doctor() -> None:
    """Look at settings, folders, databases, clock and Telegram, and say what to do; exit code 1 when
    something is wrong."""
    from bot.doctor.examine import examine
    from bot.doctor.findings import Level

    logging.disable()  # what is to be said is said here
    counts = Counter[Level]()
    for finding in examine(settings_file()):
        counts[finding.level] += 1
        click.echo(f"{finding.level.value} {finding.text}")
        if finding.do:
            click.echo(f"  → {finding.do}")
    if number := counts[Level.WRONG]:
        raise Failure("1 thing is wrong" if number == 1 else f"{number} things are wrong")
    click.echo("Nothing is wrong.")


@click.command()
def health() -> None:
    """Say whether the bot that serves from the data folder is well; exit code 1 when it is not."""
    from bot.health.beats import complaints

    settings = settings_of_program()
    if not is_serving(settings):
        raise Failure(f"no bot serves from {settings.data}")
    if found := list(complaints(settings.data)):
        raise Failure(f"the bot is not well: {'; '.join(found)}")
    click.echo("The bot is well.")


@click.command()
@click.argument("target", metavar="FOLDER|FILE")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Keep the N latest in FOLDER.")
@click.option("--days", type=click.IntRange(1), metavar="N", help="Keep those of the last N days in FOLDER.")
def backup(target: str, force: bool, keep: int | None, days: int | None) -> None:
    """Copy chats.db into FOLDER as chats-DATE-TIME.db, or to FILE, while the bot runs or not.

    What is no folder yet is one if its name has no ending, such as .db.
    """
    from store.chats.backup import BackupFailed, back_up, back_up_into

    if not target.strip():
        raise click.UsageError("name the folder or the file that the backup is to be written to")
    path = Path(target)
    is_folder = path.is_dir() or target.endswith(("/", os.sep)) or not (path.suffix or path.exists())
    if force if is_folder else keep or days:
        raise click.UsageError("--keep and --days go with a folder, --force with a file")
    deleted = 0
    try:
        if is_folder:
            path, done, deleted = back_up_into(settings_of_program().chats, path, keep, days)
        else:
            done = back_up(settings_of_program().chats, path, force=force)
    except BackupFailed as error:
        raise Failure(str(error)) from None
    click.echo(f"{path}: {_held(done)}{f'; older ones deleted: {deleted}' if deleted else ''}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of chats.db, which is kept beside it; not while the bot runs."""
    from bot.data_folder import AlreadyServing, DataLock
    from store.chats.backup import BackupFailed
    from store.chats.backup import restore as put_back

    settings = settings_of_program()
    lock = DataLock(settings.data)
    try:
        lock.acquire()
        done = put_back(file, settings.chats)
    except (BackupFailed, AlreadyServing) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"cannot write {settings.data}: {error.strerror}") from None
    finally:
        lock.release()
    kept = f"; what was there is kept as {done.aside}" if done.aside else ""
    click.echo(f"{settings.chats} is now {file}: {_held(done)}{kept}")


def _held(done: "Copied") -> str:
    games = "1 game" if done.games == 1 else f"{done.games} games"
    people = "1 person" if done.people == 1 else f"{done.people} people"
    return f"{games}, {people}, {done.size // 1024} kB"


COMMANDS = (doctor, health, backup, restore)
