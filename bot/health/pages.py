"""The pages of a bot that listens: ``/healthz`` and ``/metrics``."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.health.metrics import Metrics
from bot.health.site import Handler
from bot.health.wellness import Wellness, Work
from handlers.core.command import Services


class Pages:
    """The pages of a bot with these *services*, updates in flight, and *wellness*."""

    def __init__(self, services: Services, inflight: Work, wellness: Wellness) -> None:
        self._wellness = wellness
        self._metrics = Metrics(services, inflight, wellness)

    @property
    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        """The handler of each page, by method and path."""
        return {("GET", "/healthz"): self._health_page, ("GET", "/metrics"): self._metrics_page}

    async def _health_page(self, _request: web.Request) -> web.Response:
        """What is so, as JSON; with the status 503 when the bot is not well."""
        report = await self._wellness.report()
        well = all(value is not False for value in report.values())
        return web.json_response(report, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _metrics_page(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=await self._metrics.text(), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
        )
