"""The console's files are kept for a year by their hashed names, and nothing else is given."""

import httpx2
from starlette.applications import Starlette
from starlette.routing import Route

from server.assets import Assets
from server.console.files import Files


async def get(path: str, **headers: str) -> httpx2.Response:
    app = Starlette(routes=[Route("/static/{name}", Files(Assets.load()).file)])
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        return await client.get(path, headers=headers)


async def test_a_built_file_comes_compressed_and_is_kept_for_a_year():
    name = Assets.load().console["console.css"]

    answer = await get(f"/static/{name}", **{"accept-encoding": "br"})

    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_what_was_not_built_is_not_there():
    assert [(await get(path)).status_code for path in ("/static/none.css", "/static/..%2fmanifest.json")] == [404, 404]
