"""People know their own machine again."""

import pytest

from server.console.agents_shown import browser_of, icon_of, system_of

MOZILLA = "Mozilla/5.0"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "browser", "system", "icon"),
    [
        (f"{MOZILLA} (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Windows", "desktop"),
        (f"{MOZILLA} (X11; Linux x86_64) {KIT} Chrome/142.0 Safari/537.36", "Chrome", "Linux", "desktop"),
        (f"{MOZILLA} (Windows NT 10.0) {KIT} Chrome/142.0 Safari/537.36 Edg/142.0", "Edge", "Windows", "desktop"),
        (f"{MOZILLA} (X11; Linux) {KIT} Chrome/140.0 YaBrowser/25.10", "Yandex Browser", "Linux", "desktop"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/26.1 Safari/605.1.15", "Safari", "macOS", "desktop"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 26_1) CriOS/142.0 Safari/604.1", "Chrome", "iPhone", "mobile"),
        (f"{MOZILLA} (Linux; Android 15; Pixel 9) {KIT} Chrome/142.0 Safari/537.36", "Chrome", "Android", "mobile"),
        ("curl/8.14", "", "", "desktop"),
        ("", "", "", "desktop"),
        ("<script>alert(1)</script>", "", "", "desktop"),
    ],
)  # fmt: skip
def test_a_browser_is_named_by_what_people_call_it(agent: str, browser: str, system: str, icon: str) -> None:
    assert (browser_of(agent), system_of(agent), icon_of(agent)) == (browser, system, icon)
