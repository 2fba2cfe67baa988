"""How long the bot is busy with an inline query: typed letter by letter, over HTTP, in three languages.

    python -m tests.benchmarks.inline

It types the queries of the tests into a bot that has been running for a while, and prints the quantiles of
what ``/metrics`` says of its work: over all letters, those first answered included.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import packaged_seeds
from store.importing.importer import import_seeds
from tests.bot.programs import free_port
from tests.bot.server import TOKEN, BotApi, bot_api

QUERIES = Path(__file__).parents[1] / "handlers" / "inline" / "queries.txt"
_WARM = 150.0  # seconds after the start until indexes, templates and the cards in English are made


def typed() -> list[str]:
    """What is in the field after each letter of each query."""
    queries = [line.partition(" | ")[0] for line in QUERIES.read_text("utf-8").splitlines() if " | " in line]
    return [query[:length] for query in queries for length in range(len(query) + 1)]


def push(api: BotApi, text: str, language: str) -> None:
    """Have somebody type *text*."""
    user = {"id": 2, "is_bot": False, "first_name": "You", "language_code": language}
    api.push({"inline_query": {"id": str(api.number), "from": user, "query": text, "offset": ""}})


def main() -> None:
    """Measure, and print the quantiles in milliseconds."""
    port = free_port()
    with TemporaryDirectory() as folder, bot_api() as api:
        import_seeds(packaged_seeds(), Path(folder) / "archive.db")
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "KUBOK_DATA": folder}
        settings |= {"KUBOK_METRICS_PORT": str(port), "KUBOK_LOG_LEVEL": "WARNING"}
        environment = os.environ | settings | {"TELEGRAM_RATE_LIMIT": "0"}  # it types more than a user can
        bot = subprocess.Popen([sys.executable, "-c", "from bot.start import main; main()"], env=environment)
        try:
            api.wait_for("getUpdates")
            time.sleep(_WARM)
            for language in ("en", "ru", "kk"):
                for text in typed():
                    push(api, text, language)
                    api.wait_for("answerInlineQuery", api.number)
                show(language, port)
        finally:
            bot.terminate()
            bot.wait()


def show(language: str, port: int) -> None:
    """Print the quantiles of the latest thousand updates."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    found = {
        sample.labels.get("quantile"): sample.value
        for sample in samples
        if sample.name == "kubok_work_seconds"
    }
    quantiles = ", ".join(
        f"p{float(share or 0) * 100:.0f} {seconds * 1000:.1f} ms" for share, seconds in found.items()
    )
    print(f"{language}: {quantiles}")


if __name__ == "__main__":
    main()
