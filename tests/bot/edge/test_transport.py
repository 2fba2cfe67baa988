"""Requests to a server that is real, and often wrong."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.edge.transport import Room, Transport, _body
from tests.bot.server import TOKEN

SECRETS = (TOKEN, TOKEN.split(":")[1])
SENT = {
    "ok": True,
    "result": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hello"},
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def serving() -> AsyncIterator[Callable[[Handler], Awaitable[Bot]]]:
    """Serve with a handler; a bot that sends to it."""
    async with AsyncExitStack() as stack:

        async def start(handler: Handler) -> Bot:
            application = web.Application(client_max_size=2**24)
            application.router.add_route("*", "/{path:.*}", handler)
            runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            transport = Transport(4, SECRETS)
            await transport.initialize()
            stack.push_async_callback(transport.shutdown)
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
            return Bot(TOKEN, base_url=url, request=transport, get_updates_request=transport)

        yield start


def answering(status: int, **body: object) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": status, **body}, status=status)

    return answer


@pytest.mark.parametrize(
    ("handler", "error", "says"),
    [
        (answering(400, description="Bad Request: chat not found"), BadRequest, "Chat not found"),
        (answering(401, description="Unauthorized"), InvalidToken, "Unauthorized"),
        (answering(403, description="Forbidden: bot was blocked by the user"), Forbidden, "blocked"),
        (answering(409, description="Conflict: terminated"), Conflict, "Conflict"),
        (answering(429, description="Too Many", parameters={"retry_after": 7}), RetryAfter, "7 seconds"),
        (answering(500, description="Internal"), NetworkError, "Internal"),
    ],
)
async def test_what_the_server_refuses(
    serving: Callable[[Handler], Awaitable[Bot]], handler: Handler, error: type[Exception], says: str
) -> None:
    bot = await serving(handler)
    with pytest.raises(error, match=says):
        await bot.send_message(5, "hello")


async def page(_request: web.Request) -> web.StreamResponse:
    text = f"<html>502 for /bot{TOKEN}/sendMessage</html>{'x' * 10_000}"
    return web.Response(status=502, text=text, content_type="text/html")


async def page_as_answer(_request: web.Request) -> web.StreamResponse:
    return web.Response(text=f"<html>{TOKEN}</html>", content_type="text/html")


async def cut(_request: web.Request) -> web.StreamResponse:
    return web.Response(text='{"ok": true, "resu', content_type="application/json")


async def a_list(_request: web.Request) -> web.StreamResponse:
    return web.json_response([TOKEN])


async def dropped(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.close()
    return web.Response()


async def half(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b'{"ok": true')
    assert request.transport
    request.transport.close()
    return response


async def no_result(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"ok": True})


async def odd_parameters(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"ok": False, "parameters": [1]}, status=400)


@pytest.mark.parametrize(
    "handler", [page, page_as_answer, cut, a_list, dropped, half, no_result, odd_parameters]
)
async def test_what_is_no_answer(
    serving: Callable[[Handler], Awaitable[Bot]], handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bot = await serving(handler)
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(5, "hello")
    assert len(str(caught.value)) < 500
    assert handler is odd_parameters or not isinstance(caught.value, BadRequest | TimedOut)
    for secret in SECRETS:
        assert secret not in f"{caught.value!r} {caught.value.__cause__!r}"


async def never(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(60)
    return web.Response()


async def test_an_answer_that_never_comes(serving: Callable[[Handler], Awaitable[Bot]]) -> None:
    bot = await serving(never)
    async with asyncio.timeout(5):
        with pytest.raises(TimedOut):
            await bot.send_message(5, "hello", read_timeout=0.1)


async def test_a_server_that_is_not_there() -> None:
    async with Transport(1, SECRETS) as transport:
        bot = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=transport)
        with pytest.raises(NetworkError, match="ClientConnectorError") as caught:
            await bot.send_message(5, "hello")
    assert SECRETS[1] not in str(caught.value)


async def test_a_pool_in_which_nothing_gets_free(serving: Callable[[Handler], Awaitable[Bot]]) -> None:
    bot = await serving(never)
    waiting = [asyncio.create_task(bot.send_message(5, "hello", read_timeout=2)) for _ in range(4)]
    await asyncio.sleep(0.1)
    with pytest.raises(TimedOut):
        await bot.send_message(5, "hello", pool_timeout=0.05, connect_timeout=0.05)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_file_is_uploaded_and_connections_are_kept(
    serving: Callable[[Handler], Awaitable[Bot]],
) -> None:
    got: list[tuple[str, dict[str, object]]] = []
    peers = set()

    async def take(request: web.Request) -> web.StreamResponse:
        assert request.transport
        peers.add(request.transport.get_extra_info("peername"))
        fields = {}
        for name, value in (await request.post()).items():
            fields[name] = (value.filename, value.file.read()) if hasattr(value, "file") else value
        got.append((request.content_type, fields))
        return web.json_response(SENT)

    bot = await serving(take)
    await bot.send_document(5, InputFile(b"\x00Kubok\xff" * 40_000, "kubok.bin"), caption="Қайрат")
    await bot.send_message(5, "Қайрат & <b>Жеңіс</b>+1")
    (kind, upload), (plain, message) = got
    assert kind == "multipart/form-data"
    assert (upload["chat_id"], upload["caption"]) == ("5", "Қайрат")
    files = [value for value in upload.values() if isinstance(value, tuple)]
    assert files == [("kubok.bin", b"\x00Kubok\xff" * 40_000)]
    assert plain == "application/x-www-form-urlencoded"
    assert message["text"] == "Қайрат & <b>Жеңіс</b>+1"
    assert len(peers) == 1


async def test_what_stands_in_the_address_is_sent_as_a_form(
    serving: Callable[[Handler], Awaitable[Bot]],
) -> None:
    async def take(request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": [request.query_string, dict(await request.post())]})

    bot = await serving(take)
    result = await bot.request.post(f"{bot.base_url}/getUpdates?offset=7&allowed_updates=%5B%22poll%22%5D")
    assert result == ["", {"offset": "7", "allowed_updates": '["poll"]'}]


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_forms_are_read_as_they_were_meant(values: dict[str, str]) -> None:
    values = {key.encode("utf-8", "replace").decode(): value for key, value in values.items()}
    parameters = [RequestParameter.from_input(key, value) for key, value in values.items()]
    _, sent = _body("http://x/y", RequestData(parameters))
    read = parse_qs(sent["data"].decode(), keep_blank_values=True, strict_parsing=bool(values))
    assert read == {key: [value] for key, value in values.items()}


def bot_of(transport: Transport, host: str) -> Bot:
    return Bot(TOKEN, base_url=f"http://{host}/bot", request=transport, get_updates_request=transport)


async def test_the_proxy_of_the_environment(
    serving: Callable[[Handler], Awaitable[Bot]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def proxy(request: web.Request) -> web.StreamResponse:
        asked.append(str(request.url))
        return web.json_response(SENT)

    url = (await serving(proxy)).base_url
    monkeypatch.setenv("http_proxy", url.partition("/bot")[0])
    monkeypatch.setenv("no_proxy", "not.example")
    async with Transport(1, SECRETS) as transport:
        await bot_of(transport, "api.example").send_message(5, "hello")
        with pytest.raises(NetworkError):
            await bot_of(transport, "not.example").send_message(5, "hello")
    assert asked == [f"http://api.example/bot{TOKEN}/sendMessage"]


async def test_a_proxy_with_a_password(
    serving: Callable[[Handler], Awaitable[Bot]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def proxy(request: web.Request) -> web.StreamResponse:
        asked.append(request.headers.get("Proxy-Authorization", ""))
        return web.Response(status=407)

    url = (await serving(proxy)).base_url.partition("/bot")[0]
    monkeypatch.setenv("http_proxy", url.replace("http://", "http://me:hush-hush@"))
    monkeypatch.setenv("no_proxy", "not.example")
    async with Transport(1, SECRETS) as transport:
        with pytest.raises(NetworkError) as caught:
            await bot_of(transport, "api.example").send_message(5, "hello")
    assert asked, repr(caught.value)
    assert asked[0].startswith("Basic ")
    assert "hush-hush" not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_a_proxy_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://me:hush-hush@127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "not.example")
    async with Transport(1, SECRETS) as transport:
        with pytest.raises(NetworkError) as caught:
            await bot_of(transport, "api.example").send_message(5, "hello")
    assert "hush-hush" not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_a_redirect_is_a_failure(serving: Callable[[Handler], Awaitable[Bot]]) -> None:
    async def elsewhere(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"{request.path}/elsewhere")

    with pytest.raises(NetworkError, match="Found"):
        await (await serving(elsewhere)).send_message(5, "hello")


async def test_after_its_end_nothing_is_open() -> None:
    transport = Transport(1)
    await transport.shutdown()
    await transport.initialize()
    session = transport._session
    assert session
    await transport.initialize()
    assert transport._session is session
    await transport.shutdown()
    assert session.closed


async def test_requests_that_hang_make_room_for_others() -> None:
    room, hang = Room(10, hanging=0.05), asyncio.Event()
    inside = 0

    async def hanging() -> None:
        nonlocal inside
        async with room.place(10):
            inside += 1
            await hang.wait()

    tasks = [asyncio.create_task(hanging()) for _ in range(30)]
    await asyncio.sleep(0.02)
    assert inside == 10
    began = time.monotonic()
    async with room.place(10):
        assert time.monotonic() - began < 2
    assert inside == 30
    hang.set()
    await asyncio.gather(*tasks)
    async with asyncio.timeout(1), AsyncExitStack() as stack:  # all places are free again
        for _ in range(10):
            await stack.enter_async_context(room.place(0.01))
        with pytest.raises(TimeoutError):
            async with room.place(0.01):
                pytest.fail("there is room for ten")


async def test_not_all_can_step_aside() -> None:
    room = Room(1, hanging=0.01, most_aside=1)
    async with room.place(1), room.place(1):
        with pytest.raises(TimeoutError):
            async with room.place(0.05):
                pytest.fail("one has stepped aside already")
