"""HTTP transport to the Bot API server: PTB's request class over aiohttp."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.logs import mask

_CONNECT, _WRITE, _POOL = 5.0, 20.0, 10.0  # default timeouts in seconds
_HANGING = 0.5  # seconds after which a request frees its place
_KEEP_ALIVE = 30.0  # seconds that an idle connection is kept open
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_LONGEST_PAGE = 200  # characters of a proxy's page that an error contains


class Transport(BaseRequest):
    """Request class with keep-alive connections and at most *connections* concurrent requests; requests that
    hang do not count.

    A proxy is taken from the environment (``HTTPS_PROXY``, ``NO_PROXY`` and the like). *secrets* are masked
    in errors of the server and the network. *told* is called with the ``Date`` of responses, in seconds since
    1970, when it changes. *read_timeout* is the default, in seconds.
    """

    def __init__(
        self,
        connections: int,
        secrets: tuple[str, ...] = (),
        told: Callable[[float], None] = lambda _: None,
        read_timeout: float = 10.0,
    ) -> None:
        self._told = told
        self._read_timeout = read_timeout
        self._date = ""  # header of the latest response
        self._connections = connections
        self._room = Room(connections, _HANGING)
        self._secrets = secrets
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[tuple[str, str], dict[str, Any]] = {}  # by scheme and host of the server

    @property
    def read_timeout(self) -> float | None:
        """Default read timeout in seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the HTTP session, if it is not open."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request, and return the HTTP status and the body of the response.

        aiohttp's read timeout starts when it begins to send: with files, it is the sum of the timeouts for
        writing and reading.

        :raises telegram.error.TimedOut: when one of the timeouts expires.
        :raises telegram.error.NetworkError: when the server cannot be reached, or the connection breaks.
        """
        if self._session is None:
            raise RuntimeError("the transport has not been initialized")
        pool, connect = _seconds(pool_timeout, _POOL), _seconds(connect_timeout, _CONNECT)
        answer = _seconds(read_timeout, self._read_timeout)
        if request_data is not None and request_data.contains_files:
            answer = _sum(answer, _seconds(write_timeout, _WRITE))
        waiting = aiohttp.ClientTimeout(
            total=_sum(connect, answer),
            connect=connect,
            sock_connect=connect,
            sock_read=answer,
        )
        address, sent = _body(url, request_data)
        by_proxy = self._proxy(URL(address))
        sent |= {**by_proxy, "headers": {**sent.get("headers", {}), **by_proxy.get("headers", {})}}
        try:
            # Following a redirect would lose the body.
            async with (
                self._room.place(pool),
                self._session.request(
                    method, address, timeout=waiting, allow_redirects=False, **sent
                ) as response,
            ):
                status, body = response.status, await response.read()
                if status == HTTPStatus.OK:
                    self._note_date(response.headers.get("Date", ""))
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError, ValueError) as error:  # the last for an unsupported proxy
            raise NetworkError(mask(f"{type(error).__name__}: {error}", self._secrets)) from None
        return status, body if status < HTTPStatus.MULTIPLE_CHOICES else self._refusal(body)

    def _note_date(self, date: str) -> None:
        if date and date != self._date:
            self._date = date
            with suppress(ValueError):
                self._told(parsedate_to_datetime(date).timestamp())

    def _proxy(self, url: URL) -> dict[str, Any]:
        """aiohttp's arguments for the proxy that the environment sets for *url*, cached for each server.

        aiohttp can look it up by itself, but does so in another thread for every request.
        """
        server = (url.scheme, url.authority)
        if server not in self._proxies:
            wanted = None if proxy_bypass(url.authority) else getproxies().get(url.scheme)
            self._proxies[server] = _by_proxy(URL(wanted), url.scheme) if wanted else {}
        return self._proxies[server]

    def _refusal(self, body: bytes) -> bytes:
        """The body of an error with *secrets* masked, as proxies repeat them, truncated if not JSON."""
        text = mask(body.decode(errors="replace"), self._secrets)
        return (text if text.startswith("{") else text[:_LONGEST_PAGE]).encode()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse the server's JSON response.

        :raises telegram.error.NetworkError: when it is no Bot API response, such as a proxy's page.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):  # the latter for JSON nested too deeply
            answer = None
        if not isinstance(answer, dict) or not _is_readable(answer):
            raise NetworkError("the server's answer is no JSON object of the Bot API")
        if answer.get("ok") and "result" not in answer:
            raise NetworkError("the server's answer has no result")
        return answer


class Room:
    """Limit of *most* concurrent requests. One that takes longer than *hanging* seconds frees its place, so
    that requests that hang do not block others; up to *most_aside* at a time do so."""

    def __init__(self, most: int, hanging: float, most_aside: int = 400) -> None:
        self.most_aside = most_aside
        self.hanging = hanging
        self.free = asyncio.Semaphore(most)
        self.aside = 0

    def place(self, seconds: float | None) -> "_Place":
        """Async context manager that occupies a place, waiting for one up to *seconds*.

        :raises TimeoutError: when none is free by then.
        """
        return _Place(self, seconds)


class _Place:
    """A place in *room*, freed on exit, or before if the request hangs."""

    __slots__ = ("_aside", "_room", "_seconds", "_timer")

    def __init__(self, room: Room, seconds: float | None) -> None:
        self._room = room
        self._seconds = seconds
        self._aside = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        if self._room.free.locked():
            async with asyncio.timeout(self._seconds):
                await self._room.free.acquire()
        else:
            await self._room.free.acquire()
        self._timer = asyncio.get_running_loop().call_later(self._room.hanging, self._step_aside)

    async def __aexit__(self, *_: object) -> None:
        if self._timer:
            self._timer.cancel()
        if self._aside:
            self._room.aside -= 1
        else:
            self._room.free.release()

    def _step_aside(self) -> None:
        if self._room.aside < self._room.most_aside:
            self._aside = True
            self._room.aside += 1
            self._room.free.release()


def _is_readable(answer: dict[str, Any]) -> bool:
    """Whether the fields that PTB reads from a response, or an error, have the types that it expects."""
    parameters = answer.get("parameters", {})
    return (
        isinstance(answer.get("description", ""), str)
        and isinstance(parameters, dict)
        and all(isinstance(parameters.get(name, 0), int) for name in ("retry_after", "migrate_to_chat_id"))
    )


def _by_proxy(proxy: URL, scheme: str) -> dict[str, Any]:
    """aiohttp's arguments for a proxy; credentials are removed from its URL, so that no error has them."""
    told: dict[str, Any] = {"proxy": proxy.with_user(None)}
    if proxy.user:
        credentials = {"Proxy-Authorization": aiohttp.encode_basic_auth(proxy.user, proxy.password or "")}
        # Sent to the proxy only: with the CONNECT request for a tunnel, or with the request it forwards.
        told |= {"proxy_headers": credentials} if scheme == "https" else {"headers": credentials}
    return told


def _seconds(given: ODVInput[float], default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given  # type: ignore[return-value]


def _sum(*seconds: float | None) -> float | None:
    """The sum of *seconds*, None (no timeout) when one of them is."""
    known = [value for value in seconds if value is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(url: str, data: RequestData | None) -> tuple[str, dict[str, Any]]:
    """URL and arguments for aiohttp: the body is a form, multipart when there are files. Without *data*, the
    query string of *url* becomes the form."""
    if data is None:
        url, _, form = url.partition("?")
        return url, {"data": form.encode(), "headers": _FORM}
    if not data.contains_files:
        form = URL.build(query=_written(data)).raw_query_string  # the same as urlencode, in C
        return url, {"data": form.encode(), "headers": _FORM}
    parts = aiohttp.FormData()
    for name, value in _written(data).items():
        parts.add_field(name, value)
    for name, (file, content, kind) in data.multipart_data.items():
        parts.add_field(name, content, filename=file, content_type=kind)
    return url, {"data": parts}


def _written(data: RequestData) -> dict[str, str]:
    """The parameters as strings, as in ``data.json_parameters``, which computes each twice."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in data.parameters.items()
    }
