"""The door as a whole: its list of addresses is true, and the cookie fits the address."""

from inspect import iscoroutinefunction, signature

from server.console import door as module
from server.console.door import cookie_name
from tests.server.console.at_work import routes


def test_over_https_the_cookie_is_bound_to_the_host():
    assert [cookie_name(address) for address in ("https://desk.example", "http://127.0.0.1:8080")] == [
        "__Host-frontdesk", "frontdesk",
    ]  # fmt: skip


def endpoints(part):
    """The public methods of a part that take a request, or open a socket, and nothing else."""
    for name, method in vars(part).items():
        takes = [*signature(method).parameters][1:] if iscoroutinefunction(method) else []
        if not name.startswith("_") and takes in (["request"], ["websocket"]):
            yield name


def test_every_endpoint_is_in_the_list_and_every_line_of_it_leads_to_one(console, built):
    listed = {
        line.split()[2] for line in (module.__doc__ or "").splitlines() if line[:4].strip() in ("GET", "POST", "WS")
    }
    public = {
        f"{name}.{endpoint}"
        for name, part in vars(console.door).items()
        if not name.startswith("_") and not callable(part)
        for endpoint in endpoints(type(part))
    }
    assert sorted(listed) == sorted(public)
    files = [route for route in routes(console.door, built) if route.path.startswith(("/static/", "/m/"))]
    assert len(routes(console.door, built)) == len(listed) + len(files)


async def test_every_page_and_part_has_the_strict_headers_and_none_is_shown_to_strangers(console, built):
    paths = [
        route.path for route in routes(console.door, built)
        if getattr(route, "methods", None) and "GET" in route.methods and "{" not in route.path
    ]  # fmt: skip
    lines = [line.split() for line in (module.__doc__ or "").splitlines() if line.startswith("GET")]
    open_to_anyone = {path for _, path, _, policy in lines if policy == "Anyone"} - {"/"}
    async with console.program() as stranger, console.program(console.owner) as anna:
        for path in paths:
            if path not in open_to_anyone:
                assert (await stranger.client.get(path)).status_code == 303, path
            answer = await anna.client.get(path)
            assert answer.headers["cache-control"] == "no-store", path
            assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"], path
            assert answer.headers["x-content-type-options"] == "nosniff", path
