// Copies in the browser: a round trip to the server would lose the user gesture, and fails while reconnecting.
const announcer = document.querySelector(".toasts");
const shownFor = 2600;
const doneFor = 1600;
let timer;

function announce(text, more, stays) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(text);
  if (more) toast.append(" ", more);
  announcer.replaceChildren(toast);
  clearTimeout(timer);
  if (!stays) timer = setTimeout(() => announcer.replaceChildren(), more ? shownFor : shownFor * 3);
}

function code(text) {
  return Object.assign(document.createElement("code"), { textContent: text });
}

// What stands on the page is selected where it stands; what does not (several addresses at once) is shown to be selected.
function selectText(button, text) {
  const places = button.parentElement.querySelectorAll("code, [data-copy-source]");
  const place = [...places].find((element) => element.textContent.trim() === text);
  if (place) {
    getSelection().selectAllChildren(place);
    announce("This page may not write to the clipboard. The text is selected: press Ctrl+C.");
    return;
  }
  const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: Math.min(6, text.split("\n").length) });
  area.setAttribute("aria-label", "Text to copy");
  announce("This page may not write to the clipboard. The text is selected: press Ctrl+C, then Escape.", area, true);
  area.focus();
  area.select();
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") button.focus();
  });
  area.addEventListener("blur", () => announcer.replaceChildren(), { once: true });
}

async function copy(button) {
  const text = button.dataset.copy;
  const name = button.dataset.copyName;
  try {
    await navigator.clipboard.writeText(text);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), doneFor);
    announce("Copied", name ?? code(text));
  } catch {
    // Plain http on another host has no clipboard.
    selectText(button, text);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  // What cannot be chosen now keeps its place among the keys, and says why.
  const refused = event.target.closest("[aria-disabled=true][data-why]");
  if (!refused) return;
  event.preventDefault();
  announce(refused.dataset.why);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  // The matrix copies by itself.
  if (document.querySelector("dialog[open]") || event.target.closest("[role=dialog], table.mx")) return;
  const row = event.target.closest("tr");
  if (event.key === "c") copyNearest(event.target, row);
  else if (event.key === "x" && row?.querySelector("[data-row-link]")) {
    const box = row.querySelector("[data-select]");
    if (box) box.click();
    else if (row.querySelector(".cell-select")) announce(reasonIn(row));
  }
});

function reasonIn(place) {
  return place.querySelector(".noaddr, .connect .state .lead")?.textContent ?? "There is no address here.";
}

// All rows that are selected, else what has the focus, or its row, else the address that the page is about.
function copyNearest(target, row) {
  const selected = target.closest(".selection [data-copy]") ?? document.querySelector(".selection [data-copy]");
  const source = selected ?? target.closest("[data-copy]") ?? row?.querySelector("[data-copy]");
  const main = document.querySelector("main");
  if (source) copy(source);
  else if (row?.querySelector(".noaddr")) announce(reasonIn(row));
  else if (main.querySelector(".hero [data-copy]")) copy(main.querySelector(".hero [data-copy]"));
  else if (main.querySelector(".connect .state")) announce(reasonIn(main));
  else if (main.querySelector(".services [data-row-link]")) announce("No row has the focus: move to one with Tab or the arrows, and c copies its address.");
}

// What shows no button of its own (a cell of the matrix) asks for a copy by this event.
document.addEventListener("copyaddress", (event) => {
  const holder = event.target;
  holder.dataset.copy = event.detail;
  copy(holder).finally(() => delete holder.dataset.copy);
});

// What happens without a button to change tells it by this event.
document.addEventListener("announce", (event) => announce(event.detail));

// The search copies by itself, since it knows only later what, and tells it here.
document.addEventListener("copied", (event) => announce("Copied", event.detail));
