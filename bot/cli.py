"""The command line."""

# Imports that only some commands need are inside these: most of the time to the first answer is imports.
import asyncio
import logging
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.app import Kubok, open_kubok
from bot.command import SETTINGS_FILE, Failure, is_serving, settings_of_program
from bot.operating import COMMANDS
from bot.progress import ProgressBar
from bot.settings import Settings
from handlers.wording.languages import languages
from handlers.wording.texts import Texts
from store.chats.database import ChatsUnusable
from store.seedfiles.folder import ImportFailed

if TYPE_CHECKING:
    from bot.tuning import Tuning

logger = logging.getLogger(__name__)

_HISTORY = "console_history"


class Program(click.Group):
    """Command group that also reports errors of the system, such as a closed pipe, in one sentence."""

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
            what = f"use {error.filename}" if error.filename else "write the answer"
            click.echo(f"kubok: cannot {what}: {error.strerror or error}", err=True)
            sys.exit(1)


@click.group(cls=Program, invoke_without_command=True)
@click.version_option(package_name="kubok")
@click.option(
    "--settings",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read settings from FILE in place of .env.",
)
@click.pass_context
def main(context: click.Context, settings: Path | None) -> None:
    """Answers about a football cup's history: on Telegram with a token, in the terminal without."""
    if settings:
        context.meta[SETTINGS_FILE] = settings
    if context.invoked_subcommand is None:
        _serve(settings_of_program(), context.obj)


for command in COMMANDS:
    main.add_command(command)


@main.command()
def chat() -> None:
    """Chat in the terminal, token or not; reads from a pipe too."""
    _chat(settings_of_program())


@main.command()
@click.argument("question")
def ask(question: str) -> None:
    """Answer one QUESTION, such as "/final 1993", as plain text."""
    from bot.terminal.console import ask as ask_once

    question = question.encode(errors="replace").decode().strip()
    if not question:
        raise Failure('there is nothing to answer; ask for example "/final"')
    settings = settings_of_program()
    kubok = _open(settings)
    try:
        click.echo(asyncio.run(ask_once(kubok.services, question, settings.language)))
    finally:
        kubok.close()


@main.command()
@click.option("--dark", is_flag=True, help="Light letters on a dark ground.")
@click.argument("question")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def picture(question: str, file: Path, dark: bool) -> None:
    """Write the picture of the card that answers QUESTION, such as "/final 1993", to FILE, a PNG file."""
    from bot.terminal.picture import picture as picture_of

    settings = settings_of_program()
    kubok = _open(settings)
    try:
        found = asyncio.run(picture_of(kubok.services, question.strip(), settings.language, dark=dark))
    finally:
        kubok.close()
    if found is None:
        raise Failure(f'there is no picture of "{question}"; ask for example for "/final"')
    try:
        file.write_bytes(found.draw())
    except OSError as error:
        raise Failure(f"cannot write {file}: {error.strerror}") from None


@main.command("import")
@click.option("--check", is_flag=True, help="Only read FILES and report.")
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), help="Add this table of matches to the seeds."
)
@click.option("--cup", help="The name of the cup of that table.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def import_(check: bool, table: Path | None, cup: str | None, files: tuple[Path, ...]) -> None:
    """Import the season files and say what was done; exit code 1 when one cannot be read."""
    from bot.terminal.report import report_lines
    from store.importing.importer import import_seeds
    from store.importing.reading import check_files
    from store.importing.table import import_table

    if check != bool(files):
        raise click.UsageError("--check goes with FILES, and FILES with --check")
    if (table is None) != (cup is None) or (check and table is not None):
        raise click.UsageError("--csv goes with --cup, and without --check")
    settings = settings_of_program()
    try:
        if check:
            report = check_files(files)
        elif table is not None and cup is not None:
            with ProgressBar() as progress:
                report = import_table(table, cup, settings.seeds, settings.archive, progress, settings.cup)
        else:
            with ProgressBar() as progress:
                report = import_seeds(settings.seeds, settings.archive, progress, settings.cup)
    except ImportFailed as error:
        raise Failure(str(error)) from None
    for line in report_lines(report, Texts()):
        click.echo(line)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if not check and is_serving(settings):
        click.echo("The bot that is running goes on with what it read when it was started.")
    if report.problems:
        raise SystemExit(1)


@main.command()
def coverage() -> None:
    """Print how much of each edition is known, as a Markdown table."""
    from bot.terminal.report import coverage_lines
    from store.archive.coverage import coverage_by_edition

    kubok = _open(settings_of_program())
    try:
        for line in coverage_lines(coverage_by_edition(kubok.services.archive)):
            click.echo(line)
    finally:
        kubok.close()


@main.command()
@click.option(
    "--check",
    is_flag=True,
    help="Prove that each has one right answer, none that gives itself away, and fits a poll.",
)
def questions(check: bool) -> None:
    """Count the questions of the quiz by kind and difficulty; exit code 1 when one breaks a rule."""
    from bot.terminal.report import question_lines
    from handlers.questions.wording import problems_of
    from store.trivia.proof.check import broken_rules

    kubok = _open(settings_of_program())
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
        click.echo("Every question has one right answer, no option that gives itself away, and fits a poll.")


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_(folder: Path) -> None:
    """Write the archive into FOLDER, new or empty: season files, Football.TXT, CSV and JSON."""
    from store.exporting.dictionary import FOR_READING
    from store.exporting.export import ExportFailed, export

    kubok = _open(settings_of_program())
    try:
        rows = export(kubok.services.archive, folder)
        editions = len(kubok.services.archive.labels)
        click.echo(f"{folder}: {_number(editions, 'edition')} as season files, Football.TXT, CSV and JSON")
        for table in FOR_READING:
            click.echo(f"  csv/{table}.csv: {_number(rows[table], 'row')}")
        click.echo(f"  csv: {len(rows) - len(FOR_READING)} more tables; DATA.md says what is in each")
    except ExportFailed as error:
        raise Failure(str(error)) from None
    finally:
        kubok.close()


def _number(number: int, of: str) -> str:
    return f"{number:,} {of}{'' if number == 1 else 's'}"


def _open(settings: Settings, chats: Path | None = None, busy: float = 5.0, *, apart: bool = False) -> Kubok:
    """Import the season files and open the databases; files that cannot be read go to standard error."""
    try:
        with ProgressBar() as progress:
            kubok = open_kubok(settings, chats, progress, busy, apart=apart)
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
    from bot.data_folder import AlreadyServing, DataLock, give_to_owner
    from bot.health.beats import end_beats
    from bot.serving.build import build_telegram
    from bot.serving.serve import CannotServe, serve
    from bot.tuning import Tuning

    lock = DataLock(settings.data)
    try:
        lock.acquire()
    except AlreadyServing as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"cannot write {settings.data}: {error.strerror}") from None
    end_beats(settings.data)  # of a bot that was killed
    tuning = tuning or Tuning()
    kubok = _open(settings, settings.chats, tuning.busy, apart=True)
    try:
        edge = build_telegram(kubok.services, settings, settings.token, tuning)
        asyncio.run(serve(edge, settings, kubok.services))
    except CannotServe as error:
        raise Failure(str(error)) from None
    finally:
        kubok.close()
        lock.release()
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        give_to_owner(settings.data)
        logging.shutdown()
        os._exit(0)  # without waiting for threads that ask silent name servers


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
