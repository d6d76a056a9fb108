"""The door as a whole: its list of addresses is true, and the cookie fits the address."""

from server.console import door as module
from server.console.door import cookie_name
from tests.server.console.at_work import routes


def test_over_https_the_cookie_is_bound_to_the_host():
    assert [cookie_name(address) for address in ("https://desk.example", "http://127.0.0.1:8080")] == [
        "__Host-frontdesk", "frontdesk",
    ]  # fmt: skip


def test_every_endpoint_is_in_the_list_and_every_line_of_it_leads_to_one(console, built):
    listed = {
        line.split()[2] for line in (module.__doc__ or "").splitlines() if line[:4].strip() in ("GET", "POST", "WS")
    }
    parts = {"entry": console.door.entry, "inbox": console.door.inbox, "people": console.door.people}
    parts |= {"place": console.door.place}
    public = {
        f"{name}.{endpoint}"
        for name, part in parts.items()
        for endpoint in vars(type(part))
        if not endpoint.startswith("_") and endpoint != "frame"
    }
    assert listed == public | {"live.socket"}
    assert len(routes(console.door, built)) == len(listed) + 1


async def test_every_page_and_part_has_the_strict_headers_and_none_is_shown_to_strangers(console, built):
    paths = [
        route.path for route in routes(console.door, built)
        if getattr(route, "methods", None) and "GET" in route.methods and "{" not in route.path
    ]  # fmt: skip
    async with console.program() as stranger, console.program(console.owner) as anna:
        for path in paths:
            if path != "/console/login":
                assert (await stranger.client.get(path)).status_code == 303, path
            answer = await anna.client.get(path)
            assert answer.headers["cache-control"] == "no-store", path
            assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"], path
            assert answer.headers["x-content-type-options"] == "nosniff", path
