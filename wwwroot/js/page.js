// Theme, zone, skip link, tooltips, focus and the lost connection: what works before and without the connection to the server.
const root = document.documentElement;
const year = 60 * 60 * 24 * 365;

// The server says what the names of cookies begin with; over https no cookie is for plain http.
function remember(name, value) {
  document.cookie = `${root.dataset.cookies}${name}=${value}; path=/; max-age=${year}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

function switchTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.querySelector("meta[name=color-scheme]").content = root.dataset.theme;
  // The server writes the attribute from this cookie, so that the next page is painted in the right theme at once.
  remember("theme", root.dataset.theme);
}

// The server shows times in this zone; the first page of all reads it from the attribute.
root.dataset.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
remember("zone", root.dataset.zone);

// A code that the address carries behind its number sign is known to this browser alone, until its form is sent; and not to its history.
const code = document.querySelector("[data-from-fragment]");
if (code && location.hash.length > 1) {
  code.value = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname + location.search);
}

// Work in an open page is no request, of which a session lives: a page that is used makes one, and one that is not leaves its session to end.
const betweenUses = 15 * 60 * 1000;
let usedAt = Date.now();

function noteUse() {
  if (Date.now() - usedAt < betweenUses) return;
  usedAt = Date.now();
  fetch(root.dataset.session, { cache: "no-store" }).catch(() => {});
}

if (root.dataset.session) for (const use of ["pointerdown", "keydown"]) document.addEventListener(use, noteUse, { capture: true, passive: true });

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", shown);
  button.textContent = shown ? "Hide" : "Show";
}

// One keyboard writes é as one sign and another as two: a password is sent in one form (NFC, RFC 8265). The server has no tables of Unicode.
document.addEventListener("submit", (event) => {
  for (const input of event.target.querySelectorAll(".secret input")) input.value = input.value.normalize("NFC");
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-toggle]")) switchTheme();
  else if (event.target.closest("[data-reload]")) location.reload();
  else if (event.target.closest("[data-reconnect]")) reconnect();
  else if (event.target.closest("[data-reveal]")) reveal(event.target.closest("[data-reveal]"));
  else if (event.target.closest("[popover] a[href]")) event.target.closest("[popover]").hidePopover();
  else if (event.target.closest(".skip")) {
    // A link to a fragment is relative to the base address, which is another page.
    event.preventDefault();
    document.getElementById("main")?.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea[data-enter-submits]")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

const tooltip = document.querySelector(".tt");

function showTooltip(event) {
  const owner = event.target.closest?.("[data-tip]");
  tooltip.hidden = !owner;
  if (!owner) return;
  tooltip.textContent = owner.dataset.tip;
  const box = owner.getBoundingClientRect();
  const left = Math.min(innerWidth - tooltip.offsetWidth - 8, box.left + box.width / 2 - tooltip.offsetWidth / 2);
  const below = box.bottom + 6;
  tooltip.style.left = `${Math.max(8, left)}px`;
  tooltip.style.top = `${below + tooltip.offsetHeight < innerHeight ? below : box.top - tooltip.offsetHeight - 6}px`;
}

document.addEventListener("pointerover", showTooltip);
document.addEventListener("focusin", showTooltip);
document.addEventListener("scroll", () => (tooltip.hidden = true), { passive: true, capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tooltip.hidden = true;
});

// Focus is never lost: where what had it is removed, it goes to what took its place, to what opened the dialog, or to the nearest heading.
const dialog = "[role=dialog]";
let focused;
let opener;
let around = [];
let looks = "";

document.addEventListener("focusin", (event) => {
  if (!event.target.closest(dialog)) opener = event.target;
  focused = event.target;
  around = [];
  for (let element = focused.parentElement; element; element = element.parentElement) around.push(element);
  looks = focused.outerHTML;
});

function refuge() {
  if (around.some((element) => !element.isConnected && element.matches(dialog)) && opener?.isConnected) return opener;
  const place = around.find((element) => element.isConnected);
  const twin = [...place.querySelectorAll(focused.localName)].find((element) => element.outerHTML === looks);
  if (twin) return twin;
  const main = document.getElementById("main");
  return (main.contains(place) && place.querySelector("h1, h2")) || (main.contains(place) && place.closest("section")?.querySelector("h2")) || main.querySelector("h1") || main;
}

new MutationObserver(() => {
  if (!focused || focused.isConnected) return;
  // Blazor takes elements out and puts others in within one task; a page that was left moves the focus by itself.
  queueMicrotask(() => {
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const next = refuge();
    if (next && next.tabIndex < 0) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  });
}).observe(document.body, { childList: true, subtree: true });

// The lost connection says from when the page is.
const lost = document.getElementById("components-reconnect-modal");
const isLost = () => /components-reconnect-(show|failed|rejected)/.test(lost.className);
let since;

new MutationObserver(() => {
  if (!isLost()) {
    since = undefined;
    return;
  }
  if (since) return;
  since = new Date();
  const time = since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const place of lost.querySelectorAll(".as-of")) place.textContent = `What you see is from ${time}.`;
}).observe(lost, { attributes: true, attributeFilter: ["class"] });

async function reconnect() {
  // Where the server answers but no longer knows the page, only loading it anew helps.
  try {
    if (!(await Blazor.reconnect())) location.reload();
  } catch {
    lost.className = "components-reconnect-failed";
  }
}
