// The shop's own script: the bag, the checkout, the brewing tabs. It keeps nothing before something is put in the bag.
const BAG = "harbour-row-bag";
const euro = (cents) => `€${(cents / 100).toFixed(2)}`;
const all = (selector) => [...document.querySelectorAll(selector)];

function bag() {
  try {
    return JSON.parse(localStorage.getItem(BAG) ?? "[]");
  } catch {
    return [];
  }
}

function keep(lines) {
  if (lines.length) localStorage.setItem(BAG, JSON.stringify(lines));
  else localStorage.removeItem(BAG);
  draw();
}

function element(name, text = "", marks = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [mark, value] of Object.entries(marks)) made.setAttribute(mark, value);
  return made;
}

function line(item, at) {
  const row = element("li");
  const name = element("b", item.name);
  name.append(element("small", item.grind));
  const change = (by, sign, words) => {
    const button = element("button", sign, { type: "button", "aria-label": `${words}, ${item.name}` });
    button.addEventListener("click", () => keep(more(at, by)));
    return button;
  };
  row.append(name, change(-1, "−", "One less"), element("span", item.quantity, { class: "much" }), change(1, "+", "One more"));
  row.append(element("span", euro(item.cents * item.quantity), { class: "money" }));
  return row;
}

function more(at, by) {
  const lines = bag();
  lines[at].quantity = Math.min(20, lines[at].quantity + by);
  return lines.filter((each) => each.quantity > 0);
}

function post(goods) {
  const fetched = document.querySelector("[data-checkout]")?.elements.way?.value === "bar";
  return fetched || goods === 0 || goods >= 3500 ? 0 : 300;
}

function draw() {
  const lines = bag();
  const goods = lines.reduce((sum, each) => sum + each.cents * each.quantity, 0);
  const say = (selector, words) => all(selector).forEach((each) => (each.textContent = words));
  say("[data-bag-count]", lines.reduce((sum, each) => sum + each.quantity, 0));
  say("[data-goods]", euro(goods));
  say("[data-post]", post(goods) ? euro(post(goods)) : "free");
  say("[data-all]", euro(goods + post(goods)));
  all("[data-lines]").forEach((list) => list.replaceChildren(...lines.map(line)));
  all("[data-empty]").forEach((each) => (each.hidden = lines.length > 0));
  all("[data-full]").forEach((each) => (each.hidden = lines.length === 0));
}

function onSubmit(selector, act) {
  for (const form of all(selector)) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = form.querySelector("[data-said]") ?? form.parentElement.querySelector("[data-said]");
      act(form, (words) => (said.textContent = words));
    });
  }
}

onSubmit("form[data-add]", (form, say) => {
  const [quantity, grind] = [Number(form.elements.quantity.value), form.elements.grind.value];
  const lines = bag();
  const same = lines.find((each) => each.slug === form.dataset.add && each.grind === grind);
  if (same) same.quantity = Math.min(20, same.quantity + quantity);
  else lines.push({ slug: form.dataset.add, name: form.dataset.name, cents: Number(form.dataset.cents), grind, quantity });
  keep(lines);
  say(`In your bag: ${quantity} × ${form.dataset.name}, ${grind.toLowerCase()}.`);
});

onSubmit("form[data-confirm]", (form, say) => {
  form.reset();
  say(form.dataset.confirm);
});

onSubmit("form[data-checkout]", (form, say) => {
  if (bag().length === 0) return say("Your bag is empty: choose a coffee first.");
  keep([]);
  location.assign("/thanks");
});

for (const form of all("form[data-checkout]")) form.addEventListener("change", draw);

for (const form of all("form[data-count]")) {
  const prices = { blend: [2600, 2350, 2150], farm: [3300, 3000, 2750] };
  form.addEventListener("input", () => {
    const kilos = Number(form.elements.kilos.value);
    const price = prices[form.elements.kind.value][kilos < 20 ? 0 : kilos < 60 ? 1 : 2];
    form.elements.sum.textContent = `${kilos} kg, ${euro(kilos * price)} a month`;
  });
}

// The brewing page changes its address without a new load, as many shops do.
for (const tabs of all("[data-tabs]")) {
  const links = [...tabs.querySelectorAll("nav a")];
  const open = () => {
    const name = location.pathname.split("/")[2] || "moka";
    for (const link of links) link.toggleAttribute("aria-current", link.pathname.endsWith(`/${name}`));
    for (const pot of tabs.querySelectorAll(".pot")) pot.hidden = pot.id !== name;
  };
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState({}, "", link.href);
      open();
    });
  }
  addEventListener("popstate", open);
  open();
}

// "Talk to us" opens a widget of Frontdesk's, also before its script has loaded.
for (const button of all("[data-talk]")) {
  button.addEventListener("click", () => {
    window.frontdesk = window.frontdesk || [];
    window.frontdesk.push(["open", button.dataset.talk]);
  });
}

// Another tab changed the bag, or the page came back from the browser's own cache.
addEventListener("storage", draw);
addEventListener("pageshow", draw);
draw();
