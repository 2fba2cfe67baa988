"""The command line."""

# Imports that only some commands need are inside these: most of the time to the first answer is imports.
import asyncio
import logging
import os
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.app import Kubok, open_kubok
from bot.logs import set_up_logging
from bot.progress import ProgressBar
from bot.settings import ENV_FILE, BadSetting, Settings, load_settings
from handlers.wording.languages import languages
from handlers.wording.texts import Texts
from store.chats.database import ChatsUnusable
from store.seedfiles.folder import ImportFailed

if TYPE_CHECKING:
    from bot.tuning import Tuning
    from store.chats.backup import Copied

logger = logging.getLogger(__name__)

_HISTORY = "console_history"


class Failure(click.ClickException):
    """Exception that ends the program with one sentence on standard error and exit code 1."""

    def show(self, file: object = None) -> None:
        """Write the sentence to standard error."""
        click.echo(f"kubok: {self.message}", err=True)


class Program(click.Group):
    """Command group that also reports a failure to write to standard output in one sentence."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        """Run the command line and exit the process."""
        try:
            try:
                return super().main(*arguments, **named)
            finally:
                sys.stdout.flush()
        except OSError as error:
            with suppress(OSError):  # what is left in the buffer cannot be written
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.echo(f"kubok: cannot write the answer: {error.strerror or error}", err=True)
            sys.exit(1)


@click.group(cls=Program, invoke_without_command=True)
@click.version_option(package_name="kubok")
@click.pass_context
def main(context: click.Context) -> None:
    """Answers about a football cup's history: on Telegram with a token, in the terminal without."""
    if context.invoked_subcommand is None:
        _serve(_settings(), context.obj)


@main.command()
def chat() -> None:
    """Chat in the terminal, token or not; reads from a pipe too."""
    _chat(_settings())


@main.command()
@click.argument("question")
def ask(question: str) -> None:
    """Answer one QUESTION, such as "/final 1993", as plain text."""
    from bot.terminal.console import ask as ask_once

    question = question.encode(errors="replace").decode().strip()
    if not question:
        raise Failure('there is nothing to answer; ask for example "/final"')
    settings = _settings()
    kubok = _open(settings)
    try:
        click.echo(asyncio.run(ask_once(kubok.services, question, settings.language)))
    finally:
        kubok.close()


@main.command("import")
@click.option("--check", is_flag=True, help="Only read FILES and report.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def import_(check: bool, files: tuple[Path, ...]) -> None:
    """Import the season files and say what was done; exit code 1 when one cannot be read."""
    from bot.terminal.report import report_lines
    from store.importing.importer import import_seeds
    from store.importing.reading import check_files

    if check != bool(files):
        raise click.UsageError("--check goes with FILES, and FILES with --check")
    settings = _settings()
    try:
        if check:
            report = check_files(files)
        else:
            with ProgressBar() as progress:
                report = import_seeds(settings.seeds, settings.archive, progress, settings.cup)
    except ImportFailed as error:
        raise Failure(str(error)) from None
    for line in report_lines(report, Texts()):
        click.echo(line)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if not check and _is_serving(settings):
        click.echo("The bot that is running goes on with what it read when it was started.")
    if report.problems:
        raise SystemExit(1)


@main.command()
def coverage() -> None:
    """Print how much of each edition is known, as a Markdown table."""
    from bot.terminal.report import coverage_lines
    from store.archive.coverage import coverage_by_edition

    kubok = _open(_settings())
    try:
        for line in coverage_lines(coverage_by_edition(kubok.services.archive)):
            click.echo(line)
    finally:
        kubok.close()


@main.command()
@click.option("--check", is_flag=True, help="Prove that each has one right answer and fits a poll.")
def questions(check: bool) -> None:
    """Count the questions of the quiz by kind and difficulty; exit code 1 when one breaks a rule."""
    from bot.terminal.report import question_lines
    from handlers.trivia.wording import problems_of
    from store.trivia.check import broken_rules

    kubok = _open(_settings())
    archive, pool = kubok.services.archive, kubok.services.pool
    words = list(map(kubok.services.texts, languages()))
    try:
        for line in question_lines(pool.questions()):
            click.echo(line)
        problems = list(broken_rules(archive, pool)) if check else []
        for question in pool.questions() if check else ():
            problems += problems_of(question, archive.competition or "", words)
    finally:
        kubok.close()
    if problems:
        raise Failure("\n".join(problems))
    if check:
        click.echo("Every question has one right answer by the archive, and fits a poll.")


@main.command()
def doctor() -> None:
    """Look at settings, folders, databases, clock and Telegram, and say what to do; exit code 1 when
    something is wrong."""
    from bot.doctor.examine import examine
    from bot.doctor.findings import Level

    logging.disable()  # what is to be said is said here
    counts = Counter[Level]()
    for finding in examine():
        counts[finding.level] += 1
        click.echo(f"{finding.level.value} {finding.text}")
        if finding.do:
            click.echo(f"  → {finding.do}")
    if number := counts[Level.WRONG]:
        raise Failure("1 thing is wrong" if number == 1 else f"{number} things are wrong")
    click.echo("Nothing is wrong.")


@main.command()
@click.argument("target", metavar="FOLDER|FILE")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Keep the N latest in FOLDER.")
def backup(target: str, force: bool, keep: int | None) -> None:
    """Copy chats.db into FOLDER as chats-DATE-TIME.db, or to FILE, while the bot runs or not.

    What is no folder yet is one if its name has no ending, such as .db.
    """
    from store.chats.backup import BackupFailed, back_up, back_up_into

    if not target.strip():
        raise click.UsageError("name the folder or the file that the backup is to be written to")
    path = Path(target)
    is_folder = path.is_dir() or target.endswith(("/", os.sep)) or not (path.suffix or path.exists())
    if force if is_folder else keep:
        raise click.UsageError("--keep goes with a folder, --force with a file")
    deleted = 0
    try:
        if is_folder:
            path, done, deleted = back_up_into(_settings().chats, path, keep)
        else:
            done = back_up(_settings().chats, path, force=force)
    except BackupFailed as error:
        raise Failure(str(error)) from None
    click.echo(f"{path}: {_held(done)}{f'; older ones deleted: {deleted}' if deleted else ''}")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of chats.db, which is kept beside it; not while the bot runs."""
    from bot.data_lock import AlreadyServing, DataLock
    from store.chats.backup import BackupFailed
    from store.chats.backup import restore as put_back

    settings = _settings()
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


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_(folder: Path) -> None:
    """Write the archive into FOLDER, new or empty: season files, CSV and JSON."""
    from store.archive.export import ExportFailed, export

    kubok = _open(_settings())
    try:
        export(kubok.services.archive, folder)
        click.echo(f"{folder}: {len(kubok.services.archive.labels)} editions as season files, CSV and JSON")
    except ExportFailed as error:
        raise Failure(str(error)) from None
    finally:
        kubok.close()


def _is_serving(settings: Settings) -> bool:
    from bot.data_lock import DataLock

    return DataLock(settings.data).is_held()


def _settings() -> Settings:
    try:
        settings = load_settings()
    except BadSetting as error:
        raise Failure(str(error)) from None
    set_up_logging(settings.log_level, settings.secrets, as_json=settings.log_as_json)
    if settings.token_is_exposed:
        logger.warning("%s has the bot's token, and others can read it: chmod 600 %s", ENV_FILE, ENV_FILE)
    for name, nearest in settings.unknown:
        logger.warning("%s is no setting of Kubok; did you mean %s?", name, nearest)
    return settings


def _open(settings: Settings, chats: Path | None = None, busy: float = 5.0) -> Kubok:
    """Import the season files and open the databases; files that cannot be read go to standard error."""
    try:
        with ProgressBar() as progress:
            kubok = open_kubok(settings, chats, progress, busy)
    except (ImportFailed, ChatsUnusable) as error:
        raise Failure(str(error)) from None
    for problem in kubok.report.problems:
        click.echo(str(problem), err=True)
    return kubok


def _serve(settings: Settings, tuning: "Tuning | None") -> None:
    if settings.token is None:
        from bot.terminal.console import in_terminal

        if settings.webhook:
            raise Failure("WEBHOOK_URL is set, but there is no TELEGRAM_BOT_TOKEN")
        if not _chat(settings) and not in_terminal():
            raise Failure("there is no TELEGRAM_BOT_TOKEN, and no terminal to chat in")
        return
    from bot.data_lock import AlreadyServing, DataLock
    from bot.edge.build import build_telegram
    from bot.edge.serve import CannotServe, serve
    from bot.tuning import Tuning

    lock = DataLock(settings.data)
    try:
        lock.acquire()
    except AlreadyServing as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"cannot write {settings.data}: {error.strerror}") from None
    tuning = tuning or Tuning()
    kubok = _open(settings, settings.chats, tuning.busy)
    try:
        edge = build_telegram(kubok.services, settings, settings.token, tuning)
        asyncio.run(serve(edge, settings, kubok.services))
    except CannotServe as error:
        raise Failure(str(error)) from None
    finally:
        kubok.close()
        lock.release()


def _chat(settings: Settings) -> int:
    from bot.terminal.console import chat as chat_in_terminal
    from bot.terminal.console import in_terminal

    kubok = _open(settings, settings.terminal)
    if in_terminal():
        click.echo("Chatting in the terminal. /help shows what you can ask; Ctrl-D ends.\n", err=True)
    try:
        return asyncio.run(chat_in_terminal(kubok.services, settings.data / _HISTORY, settings.language))
    finally:
        kubok.close()
