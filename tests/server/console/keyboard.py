"""Somebody without a mouse: goes through a whole page by Tab, and tells what they could not reach or see."""

STEPS, AT_ONCE = 500, 10


async def walked(page):
    """What is wrong for the keyboard on the page that is shown: what Tab leaves out, hides, mixes up."""
    await page.evaluate(WATCH)
    for _ in range(0, STEPS, AT_ONCE):
        for _ in range(AT_ONCE):
            await page.keyboard.press("Tab")
        if await page.evaluate("walk.ended"):
            return await page.evaluate("walk.wrong()")
    return ["Tab does not come round", *(await page.evaluate("walk.wrong()"))]


async def keys_shown(page):
    """What is wrong with the dialog of the keys: `?` opens it, Escape closes it and gives the focus back."""
    if not await page.locator("#keys").count():
        return []
    await page.locator("#main").focus()
    await page.keyboard.press("?")
    inside = await page.evaluate("document.getElementById('keys').open && !!document.activeElement.closest('#keys')")
    await page.keyboard.press("Escape")
    outside = await page.evaluate("!document.getElementById('keys').open && document.activeElement.id === 'main'")
    return [] if inside and outside else [f"keys: opened {inside}, closed {outside}"]


WATCH = """
() => {
  const reached = [], unseen = [];
  const walk = window.walk = { ended: false };
  const said = (each) => each.outerHTML.replace(/\\s+/g, " ").slice(0, 130);
  const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0;
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((each) =>
    shown(each) && !each.disabled && each.tabIndex >= 0 && !each.closest("[inert]") && !spoken_for(each));
  function spoken_for(each) {  // of a group of radios Tab reaches the chosen one, or the first
    if (each.type !== "radio") return false;
    const radios = [...document.querySelectorAll("input[type=radio]")];
    const group = radios.filter((it) => it.name === each.name && it.form === each.form);
    return each !== (group.find((it) => it.checked) ?? group[0]);
  }
  const outlined = (each) => {
    for (let at = each, up = 0; at && up < 4; at = at.parentElement, up++) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) return true;
    }
    return false;
  };
  const covered = (each) => {
    const own = [each, ...(each.labels ?? [])];
    const places = own.map((it) => it.getBoundingClientRect());
    const { x, y, width, height } = places.find((it) => it.width > 8) ?? places[0];
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return Boolean(top) && !own.some((it) => it.contains(top) || top.contains(it));
  };
  document.addEventListener("focusin", ({ target }) => {
    if (walk.ended || target === reached[0]) return void (walk.ended = true);
    if (reached.at(-1) === target) return;
    if (reached.length && covered(reached.at(-1))) unseen.push(`covered: ${said(reached.at(-1))}`);  // it has scrolled
    reached.push(target);
    if (!outlined(target)) unseen.push(`no outline: ${said(target)}`);
  });
  walk.wrong = () => {
    const wanted = controls.filter((each) => each.isConnected);
    const missed = wanted.filter((each) => !reached.includes(each)).map((each) => `not reached: ${said(each)}`);
    const met = reached.filter((each) => wanted.includes(each));
    const places = met.map((each) => wanted.indexOf(each));
    const begun = places.indexOf(Math.min(...places));  // what takes the focus at once lets Tab begin in the middle
    const round = [...met.slice(begun), ...met.slice(0, begun)];
    const late = round.filter((each, at) => at && wanted.indexOf(each) < wanted.indexOf(round[at - 1]));
    return [...unseen, ...missed, ...late.map((each) => `out of order: ${said(each)}`)];
  };
  document.activeElement?.blur();
  getSelection().removeAllRanges();
}"""
