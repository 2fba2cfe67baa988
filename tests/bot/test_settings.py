import logging
import re
import zoneinfo
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.setting_names import NAMES
from bot.settings import BadSetting, Webhook, load_settings, packaged_seeds

NOTHING = Path("nowhere.env")
EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_defaults() -> None:
    settings = load_settings({}, NOTHING)
    assert (settings.token, settings.api_url, settings.rate_limit) == (None, None, 30.0)
    assert (settings.seeds, settings.data) == (packaged_seeds(), Path("data"))
    assert (settings.owners, settings.log_level, settings.webhook) == ((), logging.INFO, None)
    assert settings.archive == Path("data/archive.db")


def test_everything_set() -> None:
    settings = load_settings(
        {
            "TELEGRAM_BOT_TOKEN": " 123:ABC-DEF_ghi12 ",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "TELEGRAM_RATE_LIMIT": "0",
            "KUBOK_SEEDS": "/cups",
            "KUBOK_DATA": "/var/kubok",
            "KUBOK_OWNERS": "1, 22 333",
            "KUBOK_LOG_LEVEL": "debug",
            "KUBOK_TIMEZONE": "Europe/Berlin",
            "WEBHOOK_URL": "https://example.org/hook",
            "WEBHOOK_LISTEN": "0.0.0.0",
            "WEBHOOK_PORT": "9000",
            "WEBHOOK_SECRET": "abc",
        },
        NOTHING,
    )
    assert settings.token == "123:ABC-DEF_ghi12"
    assert (settings.api_url, settings.rate_limit) == ("http://127.0.0.1:8081", 0.0)
    assert (settings.seeds, settings.data, settings.owners) == (
        Path("/cups"),
        Path("/var/kubok"),
        (1, 22, 333),
    )
    assert settings.log_level == logging.DEBUG
    assert settings.timezone.key == "Europe/Berlin"
    assert settings.webhook == Webhook("https://example.org/hook", "0.0.0.0", 9000, "abc")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("KUBOK_DATA=from-file\nKUBOK_OWNERS=7\n")
    settings = load_settings({"KUBOK_DATA": "from-environment"}, file)
    assert (settings.data, settings.owners) == (Path("from-environment"), (7,))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "123:short"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("TELEGRAM_API_URL", "http://["),
        ("TELEGRAM_API_URL", "http://127.0.0.1:port"),
        ("TELEGRAM_RATE_LIMIT", "-1"),
        ("KUBOK_OWNERS", "@me"),
        ("KUBOK_LOG_LEVEL", "loud"),
        ("KUBOK_TIMEZONE", "Mars/Olympus"),
        ("KUBOK_TIMEZONE", "/etc/passwd"),
        ("KUBOK_TIMEZONE", "Asia"),
    ],
)
def test_bad_settings_name_themselves(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load_settings({name: value}, NOTHING)


@pytest.mark.parametrize(("name", "value"), [("WEBHOOK_PORT", "99999"), ("WEBHOOK_SECRET", "with space")])
def test_bad_webhooks(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name) as raised:
        load_settings({"WEBHOOK_URL": "https://x.org", name: value}, NOTHING)
    assert "with space" not in str(raised.value)


def test_an_env_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"TELEGRAM_BOT_TOKEN=\xff\n")
    with pytest.raises(BadSetting, match="cannot be read"):
        load_settings({}, tmp_path / ".env")


def test_a_token_in_the_wrong_place_does_not_show() -> None:
    with pytest.raises(BadSetting) as raised:
        load_settings({"TELEGRAM_API_URL": "123:ABC-DEF_ghi12"}, NOTHING)
    assert "ABC-DEF" not in str(raised.value)


def test_secrets_do_not_show() -> None:
    shown = repr(
        load_settings(
            {
                "TELEGRAM_BOT_TOKEN": "123:ABC-DEF_ghi12",
                "WEBHOOK_URL": "https://x.org",
                "WEBHOOK_SECRET": "hush",
            },
            NOTHING,
        )
    )
    assert "ABC-DEF" not in shown
    assert "hush" not in shown


def test_the_example_file_names_every_setting() -> None:
    source = (Path(__file__).parents[2] / "bot" / "settings.py").read_text()
    used = set(re.findall(r'"((?:TELEGRAM|KUBOK|WEBHOOK)_[A-Z_]+)"', source))
    assert set(re.findall(r"^#?\s*([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE)) == used == {*NAMES}
    assert load_settings({}, EXAMPLE).token is None


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_BOT_TOKENS", "TELEGRAM_BOT_TOKEN"),
        ("KUBOK_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("KUBOK_DATTA", "KUBOK_DATA"),
        ("KUBOK_DATADIR", "KUBOK_DATA"),
        ("KUBUK_DATA", "KUBOK_DATA"),
        ("kubok_data", "KUBOK_DATA"),
        ("KUBOK_OWNER", "KUBOK_OWNERS"),
        ("KUBOK_LOGLEVEL", "KUBOK_LOG_LEVEL"),
        ("KUBOK_SEED", "KUBOK_SEEDS"),
        ("KUBOK_TIME_ZONE", "KUBOK_TIMEZONE"),
        ("KUBOK_TZ", "KUBOK_TIMEZONE"),
        ("KUBOK_LANG", "KUBOK_LANGUAGE"),
        ("KUBOK_LOG", "KUBOK_LOG_LEVEL"),
        ("KUBOK_WEBHOOK_URL", "WEBHOOK_URL"),
        ("TELEGRAM_WEBHOOK_URL", "WEBHOOK_URL"),
        ("WEBHOOK_ADRESS", "WEBHOOK_SECRET"),
        ("WEBHOOK_HOST", "WEBHOOK_PORT"),
        ("WEBHOK_URL", "WEBHOOK_URL"),
        ("TELEGRAM_RATELIMIT", "TELEGRAM_RATE_LIMIT"),
        ("TELEGRAM_URL", "TELEGRAM_API_URL"),
    ],
)
def test_a_misspelt_setting_is_named_with_the_nearest(tmp_path: Path, name: str, nearest: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{name}=123:ABC-DEF_ghi12\n")
    assert (
        load_settings({}, file).unknown == load_settings({name: "x"}, NOTHING).unknown == ((name, nearest),)
    )


def test_what_other_programs_are_told_is_left_alone(tmp_path: Path) -> None:
    others = dict.fromkeys(("PATH", "KUBECONFIG", "BOT_TOKEN", "DATA", "TELEGRAF_URL", "WEB_PORT"), "x")
    assert load_settings(others, NOTHING).unknown == ()
    file = tmp_path / ".env"
    file.write_text("COMPOSE_PROJECT_NAME=kubok\nBOT_TOKEN=\nOWNERS=1\n")
    assert load_settings({}, file).unknown == (
        ("BOT_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("OWNERS", "KUBOK_OWNERS"),
    )


def test_a_file_with_the_token_that_others_can_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TELEGRAM_BOT_TOKEN=123:ABC-DEF_ghi12\n")
    for mode, exposed in {0o600: False, 0o644: True, 0o640: True, 0o400: False}.items():
        file.chmod(mode)
        assert load_settings({}, file).token_is_exposed is exposed
    file.chmod(0o644)
    file.write_text("KUBOK_DATA=x\n")
    assert not load_settings({}, file).token_is_exposed


def test_a_secret_that_is_made_up_is_one_too() -> None:
    settings = load_settings({"WEBHOOK_URL": "https://example.org/"}, NOTHING)
    assert settings.webhook
    assert len(settings.webhook.secret) >= 40
    assert settings.webhook.secret in settings.secrets
    assert settings.webhook.secret not in repr(settings)


def test_the_package_knows_the_time_zone_before_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Almaty").write_bytes(b"TZif2 of long ago")
    zoneinfo.reset_tzpath([tmp_path])
    try:
        zone = load_settings({}, NOTHING).timezone
        assert (zone.key, zone.utcoffset(datetime(2026, 8, 8))) == ("Asia/Almaty", timedelta(hours=5))
    finally:
        zoneinfo.reset_tzpath()


def test_a_line_without_a_sign_is_not_told_since_it_may_have_the_token(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TELEGRAM_BOT_TOKEN:123456:SECRETSECRET\nTELEGRAM_BOT_TOKEN-1\nKUBOK_OWNER=1\n")
    assert load_settings({}, file).unknown == (("KUBOK_OWNER", "KUBOK_OWNERS"),)


def test_what_kubernetes_sets_for_a_service_of_the_name_is_none_of_ours(tmp_path: Path) -> None:
    theirs = (
        "SERVICE_HOST",
        "SERVICE_PORT",
        "SERVICE_PORT_HTTP",
        "PORT",
        "PORT_8080_TCP",
        "PORT_8080_TCP_ADDR",
    )
    given = {f"KUBOK_{name}": "10.0.0.1" for name in theirs}
    assert load_settings(given, tmp_path / "none").unknown == ()
    ((name, _),) = load_settings({"KUBOK_PORTS": "1"}, tmp_path / "none").unknown
    assert name == "KUBOK_PORTS"


@pytest.mark.parametrize("name", ["KUBOK_DATA", "KUBOK_SEEDS"])
def test_a_folder_of_a_user_who_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} is '~nosuchuser/x', and there is no such user$"):
        load_settings({name: "~nosuchuser/x"}, tmp_path / "none")
