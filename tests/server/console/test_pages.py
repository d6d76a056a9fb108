"""Pages are drawn under strict headers, with a nonce of their own."""

import json
import re

from starlette.requests import Request

from server.console.pages import Pages


def asking(**headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": named, "query_string": b""})


def drawn(pages: Pages, request: Request) -> str:
    words = pages.words(request)
    return bytes(pages.draw(request, "trouble", words, title="<b>", said="&").body).decode()


def test_each_page_has_a_nonce_of_its_own_on_each_script_and_no_style_or_handler_inline(built):
    pages = Pages(built.console, "https://desk.example")
    words = pages.words(asking())
    responses = [pages.draw(asking(), "trouble", words, title="x", said="y") for _ in range(2)]
    nonces = [re.findall(r"nonce-([\w-]+)", each.headers["content-security-policy"])[0] for each in responses]
    assert nonces[0] != nonces[1]
    for response, nonce in zip(responses, nonces, strict=True):
        page = bytes(response.body).decode()
        scripts = re.findall(r"<script([^>]*)>", page)
        assert len(scripts) == 4
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        assert re.findall(r"<[^>]+\s(style|on\w+)=", page) == []


def test_what_is_put_into_a_page_is_text(built):
    page = drawn(Pages(built.console, "https://desk.example"), asking())
    assert ("<h1>&lt;b&gt;</h1>" in page, "<p>&amp;</p>" in page) == (True, True)


def test_htmx_is_told_to_keep_to_the_policy(built):
    page = drawn(Pages(built.console, "https://desk.example"), asking())
    content = re.search(r'name="htmx-config" content="([^"]+)"', page)
    assert json.loads(content[1].replace("&#34;", '"')) == {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "attributesToSettle": [],
        "defaultSettleDelay": 0,
        "historyEnabled": False,
        "selfRequestsOnly": True,
        "timeout": 15_000,
    }


def test_light_and_dark_are_the_readers_own_choice_and_nothing_else_gets_into_the_page(built):
    pages = Pages(built.console, "https://desk.example")
    assert '<html lang="en" data-theme="dark">' in drawn(pages, asking(cookie="frontdesk_theme=dark"))
    assert '<html lang="en">' in drawn(pages, asking(cookie='frontdesk_theme="><script>'))


def test_the_browsers_own_language_is_spoken_where_nobody_has_chosen(built):
    pages = Pages(built.console, "https://desk.example")
    assert '<html lang="ru">' in drawn(pages, asking(accept_language="ru-RU,ru;q=0.9"))
    assert pages.words(asking(accept_language="ru", cookie="frontdesk_language=en")).language == "en"


def test_words_in_headers_survive_every_language(built):
    pages = Pages(built.console, "https://desk.example")
    response = pages.go("/console/")
    pages.tell(response, "Сохранено.", "frontdesk:client")
    assert json.loads(response.headers["hx-trigger"]) == {
        "frontdesk:told": {"words": "Сохранено.", "target": "body"},
        "frontdesk:client": {"target": "body"},
    }
