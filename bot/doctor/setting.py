"""The settings: what is misspelt, invalid, or does not fit together."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit

from dotenv.parser import parse_stream

from bot.doctor.findings import Finding, doubtful, good, wrong
from bot.settings import BadSetting, Given, Settings, given_settings, read_settings

_PORTS = (None, 443, 80, 88, 8443)  # of a webhook, see https://core.telegram.org/bots/api#setwebhook
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_OF_WEBHOOK = ("WEBHOOK_LISTEN", "WEBHOOK_PORT", "WEBHOOK_SECRET")


def check_settings(file: Path) -> tuple[Settings, list[Finding]]:
    """The settings of *file* and the environment without those that are invalid, and what was found."""
    found = list(_lines_of_file(file))
    try:
        given = given_settings(env_file=file)
    except BadSetting as error:
        found.append(wrong(f"{error}.", "Save it as UTF-8, and let the user who runs the bot read it."))
        given = given_settings(env_file=Path())
    settings, problems = _read(given)
    found += [wrong(f"{problem}.", "Correct it, see .env.example.") for problem in problems]
    found += [
        wrong(f"{name} is no setting of Kubok.", f"Rename it if you meant {nearest}, else take it out.")
        for name, nearest in given.unknown
    ]
    found += _beside_each_other(settings, given, file)
    if not found:
        where = f"{file} and the environment" if file.exists() else "the environment"
        found.append(good(f"The settings in {where} can be used."))
    return settings, found


def _read(given: Given) -> tuple[Settings, list[BadSetting]]:
    problems: list[BadSetting] = []
    while True:
        try:
            return read_settings(given), problems
        except BadSetting as error:
            problems.append(error)
            others = {name: value for name, value in given.values.items() if name != error.name}
            given = replace(given, values=others)


def _lines_of_file(path: Path) -> Iterator[Finding]:
    """What is wrong with lines of the file of settings; it may be no file."""
    try:
        with path.open(encoding="utf-8") as file:
            bindings = list(parse_stream(file))
    except (OSError, UnicodeError):
        return
    for binding in bindings:
        if binding.error or (binding.key and binding.value is None):
            yield wrong(f"Line {binding.original.line} of {path} is no setting.", "Write it as NAME=value.")


def _beside_each_other(settings: Settings, given: Given, file: Path) -> Iterator[Finding]:
    """What is wrong with settings that are valid by themselves."""
    if settings.token_is_exposed:
        yield wrong(f"{file} has the bot's token, and others can read it.", f"chmod 600 {quote(str(file))}")
    hook, server = settings.webhook, settings.api_url
    if "TELEGRAM_BOT_TOKEN" not in given.values:
        if hook:
            yield wrong(
                "WEBHOOK_URL is set, but there is no TELEGRAM_BOT_TOKEN.",
                "Put the token from @BotFather behind TELEGRAM_BOT_TOKEN=.",
            )
        else:
            yield doubtful(
                "There is no TELEGRAM_BOT_TOKEN: Kubok chats in the terminal only.",
                f"For Telegram, put the token from @BotFather into {file}.",
            )
    alone = [name for name in _OF_WEBHOOK if name in given.values]
    if alone and "WEBHOOK_URL" not in given.values:
        yield wrong(
            f"{' and '.join(alone)} without WEBHOOK_URL: Kubok fetches updates itself.",
            "Set WEBHOOK_URL too, or take the others out.",
        )
    if "KUBOK_METRICS_LISTEN" in given.values and "KUBOK_METRICS_PORT" not in given.values:
        yield wrong(
            "KUBOK_METRICS_LISTEN without KUBOK_METRICS_PORT: nothing listens there.",
            "Set KUBOK_METRICS_PORT too, or take the other out.",
        )
    places = [(where.listen, where.port) for where in (hook, settings.metrics) if where]
    if hook and len(places) > len(set(places)):
        yield wrong(
            f"WEBHOOK_PORT and KUBOK_METRICS_PORT are both {hook.port}.",
            "Take KUBOK_METRICS_PORT out: /metrics is at the webhook's port too.",
        )
    if hook and not server:
        parts = urlsplit(hook.url)
        if parts.scheme != "https":
            yield wrong(
                "WEBHOOK_URL is no https address.", "Telegram sends to https only: get a certificate."
            )
        if parts.port not in _PORTS:
            yield wrong(
                f"WEBHOOK_URL has the port {parts.port}.",
                "Telegram sends to the ports 443, 80, 88 and 8443 only.",
            )
    if server and urlsplit(server).scheme == "http" and urlsplit(server).hostname not in _LOOPBACK:
        yield doubtful(
            "TELEGRAM_API_URL is not https: whoever is on the way to that server sees the token.",
            "Use https, or a network that is yours alone.",
        )
