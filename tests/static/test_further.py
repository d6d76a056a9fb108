"""What comes with a room's `later.js`: its words and its looks are added to those already there."""

from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Page

from static.linker import link_module

PARTS = Path(__file__).parents[2] / "static/parts"


def source(name: str) -> str:
    return f"data:text/javascript,{quote(link_module(PARTS / name))}"


async def test_further_words_and_looks_come_besides_the_first(page: Page) -> None:
    said = await page.evaluate(
        """async (source) => {
          const { further } = await import(source);
          const room = document.body.appendChild(document.createElement("p")).attachShadow({ mode: "open" });
          room.adoptedStyleSheets = [new CSSStyleSheet()];
          const first = { title: "Hello" };
          const visit = { id: 7, t: (key, values, others = first) => others[key] || "" };
          const { id, t } = further(room, visit, { texts: { title: "no", sent: "Sent" }, css: "p { color: red }" });
          const sheets = room.adoptedStyleSheets.map(({ cssRules }) => cssRules.length);
          return [id, t("title"), t("sent"), t("sent", {}, { other: "x" }), sheets];
        }""",
        source("further.js"),
    )

    assert said == [7, "Hello", "Sent", "", [0, 1]]


async def test_what_is_sent_is_sent_once_and_can_be_again_when_it_failed(page: Page) -> None:
    said = await page.evaluate(
        """async (source) => {
          const { sendingOf, agreedIn, ADDRESS } = await import(source);
          document.body.innerHTML = `<form><input type=checkbox name=consent value=contact checked>
            <input type=checkbox name=consent value=marketing>
            <p class=problem></p><button class=submit></button></form>`;
          const form = document.forms[0];
          const sent = [];
          let answer;
          const submit = (...given) => (sent.push(given), new Promise((_, refuse) => (answer = refuse)));
          const { leave } = sendingOf({ t: (key) => key, submit }, form, "send");
          const seen = () => [form.querySelector(".submit").textContent, form.querySelector(".problem").textContent];
          const told = [];
          leave({ email: "a@b.c" }, agreedIn(form), "");
          leave({ email: "twice@b.c" });
          told.push(seen());
          await answer({ code: "" });
          await new Promise(setTimeout);
          told.push(seen());
          leave({ email: "again@b.c" });
          told.push(seen());
          const given = sent.map(([{ email }, agreed]) => [email, agreed ?? null]);
          return [given, told, ADDRESS.test("a@b.c"), ADDRESS.test("a@b")];
        }""",
        source("sending.js"),
    )

    sent = [["a@b.c", ["contact"]], ["again@b.c", None]]
    assert said == [sent, [["sending", ""], ["send", "failed"], ["sending", ""]], True, False]
