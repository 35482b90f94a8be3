// The search. Its results come over plain HTTP, each for exactly one text, so that it answers before there is a circuit, and so that
// a key that is pressed before the results are there acts on those of the text that was typed.
const dialog = document.getElementById("palette");
const input = dialog.querySelector("input");
const mirror = dialog.querySelector(".mirror");
const results = dialog.querySelector(".results");
const message = dialog.querySelector(".message");
const typingPause = 60;
const directive = /(?<=^|\s)(?:type|name|namespace|cluster|port|from):(?:"[^"]*"?|\S+)/gi;
let asked;
let timer;

function say(text, quiet) {
  message.classList.toggle("quiet", quiet);
  message.textContent = text;
}

// The text once more, with its directives marked.
function drawText() {
  const parts = [];
  let at = 0;
  for (const match of input.value.matchAll(directive)) {
    parts.push(input.value.slice(at, match.index), Object.assign(document.createElement("span"), { className: "token", textContent: match[0] }));
    at = match.index + match[0].length;
  }
  mirror.replaceChildren(...parts, input.value.slice(at));
  mirror.scrollLeft = input.scrollLeft;
}

function addressOfResults() {
  const query = new URLSearchParams({ q: input.value });
  const from = new URLSearchParams(location.search).get("from");
  if (from !== null) query.set("from", from);
  return `search/results?${query}`;
}

function show(html) {
  results.innerHTML = html;
  const options = [...results.querySelectorAll("[role=option]")];
  options.forEach((option, i) => (option.id = `palette-${i}`));
  const list = results.querySelector("[role=listbox]");
  input.setAttribute("aria-expanded", String(options.length > 0));
  // What only comes near was not asked for, so it has to be chosen.
  const first = "nearest" in list.dataset ? undefined : options[0];
  first?.classList.add("active");
  if (first) input.setAttribute("aria-activedescendant", first.id);
  else input.removeAttribute("aria-activedescendant");
  results.scrollTop = 0;
  say(input.value ? list.dataset.summary : "", true);
}

async function load(address, signal) {
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(`${response.status}`);
    const html = await response.text();
    if (asked?.address !== address) return false;
    show(html);
  } catch (error) {
    if (error.name === "AbortError") return false;
    asked = undefined;
    results.querySelector("[role=listbox]").replaceChildren();
    say("The server cannot be reached. Type on to try again.", false);
    return false;
  }
  return true;
}

// Whether the results of the text as it stands are shown, when they are.
function ask() {
  clearTimeout(timer);
  const address = addressOfResults();
  if (asked?.address !== address) {
    asked?.abort.abort();
    const abort = new AbortController();
    asked = { address, abort };
    asked.done = load(address, abort.signal);
  }
  return asked.done.then((isShown) => {
    if (address === addressOfResults()) results.removeAttribute("aria-busy");
    return isShown;
  });
}

async function copy(option) {
  if (!option?.dataset.address) {
    say(option?.dataset.reason ?? "There is no address to copy.", false);
    return;
  }
  try {
    await navigator.clipboard.writeText(option.dataset.address);
  } catch {
    // Plain http on another host has no clipboard.
    getSelection().selectAllChildren(option.querySelector(".address code"));
    say("This page may not write to the clipboard. The address is selected: press Ctrl+C.", false);
    return;
  }
  dialog.close();
  document.dispatchEvent(new CustomEvent("copied", { detail: option.dataset.address }));
}

dialog.addEventListener("opening", () => {
  input.value = "";
  asked = undefined;
  drawText();
  ask();
});

input.addEventListener("input", () => {
  drawText();
  results.setAttribute("aria-busy", "true");
  say("", true);
  clearTimeout(timer);
  timer = setTimeout(ask, typingPause);
});

input.addEventListener("scroll", () => (mirror.scrollLeft = input.scrollLeft));

input.addEventListener("keydown", async (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const copies = event.ctrlKey || event.metaKey;
  // Nothing is done where the text has changed, or the search was closed, before its results came.
  if (!(await ask()) || !dialog.open) return;
  const active = results.querySelector(".active");
  if (!active) say(results.querySelector("[role=option]") ? "Nothing matches. Choose one of the names with the arrow keys first." : "Nothing matches.", false);
  else if (!copies) active.click();
  else copy(active.matches("[data-target]") ? active : results.querySelector("[data-target]"));
});

// Before the click does what it does: a page below an open dialog takes no focus.
dialog.addEventListener(
  "click",
  (event) => {
    if (event.target.closest("[role=option]")) dialog.close();
  },
  { capture: true },
);
