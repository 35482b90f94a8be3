// Keys that work on every page: search, callers and key map open, the arrows move between rows and in a list of options.
const rowLink = "[data-row-link]";

// A field of a dialog that has just been closed keeps the focus until the next frame, and takes no text.
function typing(target) {
  return target.matches("input, textarea, select, [contenteditable]") && target.checkVisibility();
}

function moveRow(event) {
  const row = event.target.closest("tr");
  const link = row?.querySelector(rowLink);
  if (!link) return;
  const links = [...row.closest("table").querySelectorAll(rowLink)];
  const next = links[links.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  // The grid of the component library moves a focus of its own on these keys.
  event.stopPropagation();
  event.preventDefault();
  next.focus();
  next.closest("tr").scrollIntoView({ block: "nearest" });
}

// What lies below an open dialog takes no focus.
function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog.open) return;
  closeDialogs();
  dialog.dispatchEvent(new Event("opening"));
  dialog.showModal();
}

// The list of callers is drawn by the circuit, which in the first moment of a page is not there yet.
function whenInteractive(action) {
  const isThere = () => document.querySelector("[data-interactive]");
  if (isThere()) {
    action();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    action();
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-interactive"] });
}

function openCallers() {
  closeDialogs();
  whenInteractive(() => {
    const button = document.querySelector(".caller-button");
    if (!button || document.querySelector(".caller-popover:popover-open")) return;
    // The popup gives the focus back to what had it before: a row or a link keeps its place, and only nothing at all is replaced.
    if (document.activeElement === document.body || !document.activeElement.checkVisibility()) button.focus();
    button.click();
  });
}

// On some keyboards a bracket takes AltGr, which is Ctrl and Alt to a browser.
function stepOf(event) {
  const step = { "[": "older", "]": "newer" }[event.key];
  if (!step || event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"))) return undefined;
  return typing(event.target) || document.querySelector("dialog[open], .rz-dialog") ? undefined : document.querySelector(`[data-step=${step}]`);
}

function actionOf(event) {
  const step = stepOf(event);
  if (step) return () => step.click();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") return () => openDialog("palette");
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return undefined;
  if (event.key === "/") return () => openDialog("palette");
  if (event.key === "?") return () => openDialog("key-map");
  if (event.key === "f") return openCallers;
  return undefined;
}

document.addEventListener(
  "keydown",
  (event) => {
    const action = actionOf(event);
    if (action) {
      event.preventDefault();
      action();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) moveRow(event);
    }
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) openDialog(opener.dataset.dialog);
  else if (event.target.closest("[data-open-caller]")) openCallers();
  // A click beside a dialog is one on the dialog element itself.
  else if (event.target.closest("[data-close-dialog]") || event.target.matches("dialog")) event.target.closest("dialog").close();
});

function activate(input, option) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  for (const other of list.querySelectorAll(".active")) other.classList.remove("active");
  option?.classList.add("active");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

// The active option is the browser's affair: it must follow the keys at once, however far the server is.
document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.matches("input[role=combobox]") || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const options = [...document.getElementById(input.getAttribute("aria-controls")).querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.classList.contains("active"));
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  activate(input, options[at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length]);
});

document.addEventListener("input", (event) => {
  if (event.target.matches("input[role=combobox]")) activate(event.target, undefined);
});

// In a list of tabs the arrows choose the neighbour.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches("[role=tab]")) return;
  const tabs = [...event.target.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  const at = tabs.indexOf(event.target);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const tab = tabs.at(next % tabs.length);
  tab.focus();
  tab.click();
});
