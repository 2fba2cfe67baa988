"""What the bot counts, as text for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats.

It is about no user and no chat, and holds no secret.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from bot.health.wellness import Report, Wellness, Work
from handlers.core.command import Services
from handlers.core.health import Durations

_SHARES = (0.5, 0.9, 0.99)


class Metrics:
    """The metrics of a bot: the counters of its *services*, the updates in flight, and its *wellness*."""

    def __init__(self, services: Services, inflight: Work, wellness: Wellness) -> None:
        self._services = services
        self._inflight = inflight
        self._wellness = wellness

    async def text(self) -> bytes:
        """The metrics, one a line, each with what it is."""
        registry = CollectorRegistry()
        registry.register(_Families([*self._counted(), *self._seen(await self._wellness.report())]))
        ProcessCollector(registry=registry)
        return generate_latest(registry)

    def _counted(self) -> Iterator[Metric]:
        health = self._services.health
        updates = CounterMetricFamily("kubok_updates", "Updates that are done with.", labels=["outcome"])
        updates.add_metric(["handled"], health.handled)
        updates.add_metric(["skipped"], health.skipped)  # too old, or too many
        yield updates
        yield CounterMetricFamily(
            "kubok_answers", "Messages, buttons and inline queries answered.", health.answers
        )
        yield CounterMetricFamily("kubok_errors", "Failures, each in the log under an id.", health.failures)
        requests = CounterMetricFamily(
            "kubok_requests",
            "Requests to Telegram, but not for updates; held_back is asked to wait.",
            labels=["method", "outcome"],
        )
        for request, count in sorted(health.requests.made.items()):
            requests.add_metric(request, count)
        yield requests
        yield _summary("kubok_work_seconds", "Time an update kept the bot busy.", health.work)
        yield _summary("kubok_question_lateness_seconds", "Time a question came too late.", health.lateness)

    def _seen(self, report: Report) -> Iterator[Metric]:
        """What is so now, of which a *report* on the wellness has a part."""
        services, health = self._services, self._services.health
        about = GaugeMetricFamily("kubok_info", "What runs.", labels=["version", "cup"])
        about.add_metric([services.version, services.archive.competition or ""], 1)
        yield about
        yield GaugeMetricFamily("kubok_editions", "Editions of the cup.", len(services.archive.labels))
        yield GaugeMetricFamily("kubok_start_time_seconds", "Start, since 1970.", health.began)
        if health.latest is not None:
            yield GaugeMetricFamily(
                "kubok_latest_update_timestamp_seconds", "Latest update, since 1970.", health.latest
            )
        yield GaugeMetricFamily("kubok_updates_waiting", "Updates in hand.", len(self._inflight))
        yield GaugeMetricFamily(
            "kubok_oldest_update_seconds", "Time the oldest is in hand.", self._inflight.age()
        )
        yield GaugeMetricFamily(
            "kubok_requests_waiting", "Requests held for Telegram's limits.", health.requests.waiting
        )
        yield GaugeMetricFamily(
            "kubok_clock_ahead_seconds",
            "Time the machine's clock is ahead of Telegram's.",
            health.clock_ahead,
        )
        well = GaugeMetricFamily("kubok_well", "1 for what is as it must be, else 0.", labels=["what"])
        for name, value in report.items():
            if isinstance(value, bool):
                well.add_metric([name], value)
        yield well


class _Families(Collector):
    """Metrics that are collected already."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> list[Metric]:
        return self._families


def _summary(name: str, what: str, durations: Durations) -> Metric:
    summary = SummaryMetricFamily(name, what, durations.count, durations.sum)
    for share, seconds in zip(_SHARES, durations.quantiles(_SHARES), strict=False):
        summary.add_sample(name, {"quantile": str(share)}, seconds)
    return summary
