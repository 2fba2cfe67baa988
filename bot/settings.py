"""Settings from environment variables or a ``.env`` file; the environment takes precedence."""

import logging
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from bot.setting_names import unknown_names
from handlers.wording.languages import SOURCE_LANGUAGE, languages

_TOKEN = re.compile(r"\d+:[\w-]{10,}", re.ASCII)
_URL = re.compile(r"https?://[^\s/]+.*")
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # as Telegram allows for a webhook's ``secret_token``
ENV_FILE = ".env"


class BadSetting(Exception):
    """Raised for an invalid setting, or the file of settings, by its *name*; the text says which and *why*,
    without secrets."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Webhook:
    """Webhook settings: the URL that Telegram sends updates to, where the bot listens, the secret token."""

    url: str
    listen: str
    port: int
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Where the bot listens for those who read its metrics and ask whether it is well."""

    listen: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; ``.env.example`` documents each.

    *token* is None for the terminal chat. *cup* is the one to read among several in *seeds*. *rate_limit* is
    in messages a second, 0 for no limit. *language* is that of the terminal.
    """

    token: str | None = field(repr=False)
    api_url: str | None
    rate_limit: float
    seeds: Path
    cup: str
    data: Path
    owners: tuple[int, ...]
    log_level: int
    log_as_json: bool
    timezone: ZoneInfo
    language: str
    webhook: Webhook | None
    metrics: Metrics | None = None
    token_is_exposed: bool = False  # other users of this machine can read it in the settings file
    unknown: tuple[tuple[str, str], ...] = ()  # names that are no settings, each with the nearest that is one

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values to mask in all output: the token, its second half by itself, the webhook's secret token, and
        the password in the URL of the Bot API server, if any."""
        halves = (self.token, self.token.partition(":")[2]) if self.token else ()
        password = urlsplit(self.api_url).password if self.api_url else None
        return tuple(filter(None, (*halves, self.webhook and self.webhook.secret, password)))

    @property
    def archive(self) -> Path:
        """Path of the imported archive."""
        return self.data / "archive.db"

    @property
    def chats(self) -> Path:
        """Path of the database of chats."""
        return self.data / "chats.db"

    @property
    def reports(self) -> Path:
        """Path of the file of users' reports."""
        return self.data / "reports.jsonl"

    @property
    def terminal(self) -> Path:
        """Path of the database of the terminal chat."""
        return self.data / "terminal.db"


def packaged_seeds() -> Path:
    """The folder of season files that comes with the package."""
    return Path(str(files("seeds")))


@dataclass(frozen=True, slots=True)
class Given:
    """Settings as they are given: *values* by their names, the other fields as those of :class:`Settings`."""

    values: Mapping[str, str] = field(repr=False)
    token_is_exposed: bool
    unknown: tuple[tuple[str, str], ...]


def load_settings(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Load settings from *environment* (by default this process's), which takes precedence over *env_file*
    (by default ``.env`` in the working directory).

    :raises BadSetting: for the first setting that is invalid.
    """
    return read_settings(given_settings(environment, env_file))


def given_settings(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Given:
    """The settings given by *environment* and *env_file*, see :func:`load_settings`, not yet read.

    :raises BadSetting: when the file is no text.
    """
    environment = os.environ if environment is None else environment
    env_file = env_file or Path(ENV_FILE)
    try:
        file = dotenv_values(env_file)
    except (OSError, UnicodeError):
        raise BadSetting(str(env_file), "cannot be read as UTF-8 text") from None
    given = {**file, **environment}
    return Given(
        {name: value.strip() for name, value in given.items() if value and value.strip()},
        bool(file.get("TELEGRAM_BOT_TOKEN")) and _can_be_read_by_others(env_file),
        unknown_names(given, file),
    )


def read_settings(given: Given) -> Settings:
    """Read the settings that are *given*.

    :raises BadSetting: for the first that is invalid.
    """
    values = given.values
    token = values.get("TELEGRAM_BOT_TOKEN")
    if token and not _TOKEN.fullmatch(token):
        raise BadSetting(
            "TELEGRAM_BOT_TOKEN",
            "does not look like a bot's token, such as 123456:ABC-DEF…",
        )
    seeds = values.get("KUBOK_SEEDS")
    return Settings(
        token=token,
        api_url=_url(values, "TELEGRAM_API_URL"),
        rate_limit=_number(values, "TELEGRAM_RATE_LIMIT", 30.0),
        seeds=_folder(values, "KUBOK_SEEDS") if seeds else packaged_seeds(),
        cup=values.get("KUBOK_CUP", ""),
        data=_folder(values, "KUBOK_DATA", "data"),
        owners=_owners(values.get("KUBOK_OWNERS", "")),
        log_level=_log_level(values.get("KUBOK_LOG_LEVEL", "INFO")),
        log_as_json=_is_json(values.get("KUBOK_LOG_FORMAT", "text")),
        timezone=time_zone(values.get("KUBOK_TIMEZONE", "Asia/Almaty")),
        language=_language(values.get("KUBOK_LANGUAGE", SOURCE_LANGUAGE)),
        webhook=_webhook(values),
        metrics=_metrics(values),
        token_is_exposed=given.token_is_exposed,
        unknown=given.unknown,
    )


def _can_be_read_by_others(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _url(values: Mapping[str, str], name: str) -> str | None:
    value = values.get(name)
    if value and not (_URL.fullmatch(value) and _splits(value)):
        raise BadSetting(name, "is not an address such as http://127.0.0.1:8081")
    return value.rstrip("/") if value else None


def _splits(address: str) -> bool:
    """Whether *address* has a host, and a valid port if any: no stray bracket, no port of letters."""
    try:
        parts = urlsplit(address)
        return parts.hostname is not None and parts.port != 0
    except ValueError:
        return False


def _folder(values: Mapping[str, str], name: str, default: str = "") -> Path:
    value = values.get(name, default)
    try:
        return Path(value).expanduser()
    except RuntimeError:
        raise BadSetting(name, f"is '{value}', and there is no such user") from None


def _number(values: Mapping[str, str], name: str, default: float) -> float:
    value = values.get(name)
    if value is None:
        return default
    if not re.fullmatch(r"\d{1,4}(\.\d+)?", value):
        raise BadSetting(name, f"is '{value}', not a number of 0 or more")
    return float(value)


def _owners(value: str) -> tuple[int, ...]:
    ids = [part for part in re.split(r"[,\s]+", value) if part]
    bad = next((part for part in ids if not re.fullmatch(r"\d{1,15}", part)), None)
    if bad:
        raise BadSetting("KUBOK_OWNERS", f"has '{bad}', not a Telegram user id such as 123456789")
    return tuple(map(int, ids))


def _log_level(value: str) -> int:
    level = logging.getLevelNamesMapping().get(value.upper())
    if level is None:
        raise BadSetting("KUBOK_LOG_LEVEL", f"is '{value}', not DEBUG, INFO, WARNING or ERROR")
    return level


def _is_json(value: str) -> bool:
    if value.lower() not in ("text", "json"):
        raise BadSetting("KUBOK_LOG_FORMAT", f"is '{value}', not text or json")
    return value.lower() == "json"


def time_zone(value: str) -> ZoneInfo:
    """The time zone with a name of the tz database.

    :raises BadSetting: when there is none.
    """
    try:
        # The tzdata package first: the system's may be from before Kazakhstan changed its time zone in 2024.
        package = files("tzdata.zoneinfo").joinpath(*value.split("/"))
        if _ZONE.fullmatch(value) and package.is_file():
            with package.open("rb") as data:
                return ZoneInfo.from_file(data, value)
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, a path, a folder of zones
        raise BadSetting("KUBOK_TIMEZONE", f"is '{value}', not a time zone such as Asia/Almaty") from None


def _language(value: str) -> str:
    if value.lower() not in languages():
        raise BadSetting("KUBOK_LANGUAGE", f"is '{value}', not one of {', '.join(languages())}")
    return value.lower()


def _webhook(values: Mapping[str, str]) -> Webhook | None:
    url = _url(values, "WEBHOOK_URL")
    if url is None:
        return None
    port = _port(values, "WEBHOOK_PORT", "8080")
    secret = values.get("WEBHOOK_SECRET")
    if secret and not _SECRET.fullmatch(secret):
        raise BadSetting("WEBHOOK_SECRET", "may have letters, digits, '_' and '-', at most 256")
    # A generated secret is masked in output, too.
    secret = secret or token_urlsafe()
    return Webhook(url, values.get("WEBHOOK_LISTEN", "127.0.0.1"), port, secret)


def _metrics(values: Mapping[str, str]) -> Metrics | None:
    if "KUBOK_METRICS_PORT" not in values:
        return None
    port = _port(values, "KUBOK_METRICS_PORT")
    return Metrics(values.get("KUBOK_METRICS_LISTEN", "127.0.0.1"), port)


def _port(values: Mapping[str, str], name: str, default: str = "") -> int:
    port = values.get(name, default)
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadSetting(name, f"is '{port}', not a port")
    return int(port)
