"""X4: script in every field that visitors and colleagues write is shown as text, in a real browser."""

import html

from playwright.async_api import expect

PAYLOADS = (
    "<script>pwned()</script>",
    '"><script src=//canary.example/x.js></script>',
    "<img src=x onerror=pwned()>",
    '"><img src=//canary.example/i.png onerror=pwned()>',
    "<svg onload=pwned()><animate onbegin=pwned() attributeName=x dur=1s>",
    "' autofocus onfocus=pwned() x='",
    '" onmouseover="pwned()" style="position:fixed;inset:0',
    "javascript:pwned()",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "{{constructor.constructor('pwned()')()}}",
    "{% raw %}${pwned()}</textarea></title></style><script>pwned()</script>",
    "<a href='javascript:pwned()' hx-get='//canary.example/h' hx-trigger='load'>x</a>",
    "<div hx-on:click='pwned()' hx-on::load='pwned()' hx-get='/console/logout' hx-trigger='load'>x</div>",
    "<template><script>pwned()</script></template><body onload=pwned()>",
    "&lt;script&gt;pwned()&lt;/script&gt;&#60;img src=x onerror=pwned()&#62;",
    "<form action=//canary.example><button formaction=javascript:pwned()>x",
)


async def watched(console, page):
    """Gather whatever a payload might achieve."""
    achieved = []
    page.on("dialog", lambda dialog: achieved.append(dialog.message))
    page.on("request", lambda request: achieved.append(request.url) if "canary" in request.url else None)
    await page.context.expose_function("pwned", lambda *_: achieved.append("script ran"))
    return achieved


async def test_script_in_every_field_is_inert_text_everywhere_in_the_console(console, browser):
    page = await console.at_desk(browser, console.owner)
    achieved = await watched(console, page)
    people = []
    for number, payload in enumerate(PAYLOADS):
        marks = f"utm_source={payload}&utm_campaign={payload}".replace(" ", "+").replace("#", "%23")
        lead = await console.ask_for_call(
            f"+3816012345{number:02}", name=payload[:80], question=payload, title=payload,
            url=f"https://harbourrow.example/{payload[:30]}?{marks}", referrer=f"https://x.example/{payload}",
        )  # fmt: skip
        people.append(await console.client_of(lead))
        await console.write_letter(name=payload[:80], email=f"x{number}@x.example", message=payload, title=payload)
    first = html.unescape(PAYLOADS[0])
    await expect(page.locator(".ringing h2")).to_have_text(first)
    await expect(page.locator("#waiting-list li")).to_have_count(len(PAYLOADS) - 1)
    await page.locator(".ringing [data-take]").click()
    await page.get_by_text("Reached", exact=True).click()
    await page.locator(".mine textarea").fill(PAYLOADS[1])
    await page.get_by_role("button", name="Save the outcome").click()
    await expect(page.locator("#today")).to_contain_text(PAYLOADS[1])
    for person, payload in zip(people, PAYLOADS, strict=True):
        await page.goto(f"{console.address}/console/people/{person}")
        await expect(page.locator("h1")).to_have_text(payload[:80])
        await page.locator("#text").fill(payload)
        await page.get_by_role("button", name="Save the note").click()
        await expect(page.locator(".notes")).to_contain_text(payload)
    await page.goto(f"{console.address}/console/people")
    await expect(page.locator("tbody tr")).to_have_count(2 * len(PAYLOADS))
    for path in ("/console/", "/console/people", f"/console/people/{people[0]}"):
        await page.goto(f"{console.address}{path}")
        await page.locator("h1").hover()
        await page.wait_for_selector("body[data-line=well]")
    # A blocked attempt would be told in the console: there is none, so nothing was even tried.
    assert (achieved, console.troubles) == ([], [])


async def test_the_policy_itself_stops_a_script_that_found_a_way_in(console, browser):
    page = await console.at_desk(browser, console.owner)
    achieved = await watched(console, page)
    await page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=pwned()>");
          for (const attempt of [
            () => { document.createElement("script").text = "pwned()"; },
            () => { document.createElement("script").src = "//canary.example/x.js"; },
            () => setTimeout("pwned()"),
            () => eval("pwned()"),
          ]) setTimeout(() => { try { attempt(); } catch {} });  // the tests' own line may evaluate, a page may not
        }"""
    )
    await page.wait_for_timeout(300)
    assert achieved == []
