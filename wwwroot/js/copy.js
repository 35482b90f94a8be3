// Copies in the browser: a round trip to the server would lose the user gesture, and fails while reconnecting.
const announcer = document.querySelector(".toasts");
const shownFor = 2600;
const doneFor = 1600;
let timer;

function announce(text, code) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(text);
  if (code) toast.append(Object.assign(document.createElement("code"), { textContent: code }));
  announcer.replaceChildren(toast);
  clearTimeout(timer);
  timer = setTimeout(() => announcer.replaceChildren(), code ? shownFor : shownFor * 3);
}

function selectText(button, text) {
  const places = button.parentElement.querySelectorAll("code, [data-copy-source]");
  const place = [...places].find((element) => element.textContent.trim() === text) ?? places[0];
  if (place) getSelection().selectAllChildren(place);
  return Boolean(place);
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), doneFor);
    announce("Copied", text);
  } catch {
    // Plain http on another host has no clipboard.
    if (selectText(button, text)) announce("This page may not write to the clipboard. The text is selected: press Ctrl+C.");
    else announce("This page may not write to the clipboard. The text is:", text);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) return;
  const source = event.target.closest("[data-copy]") ?? event.target.closest("[data-row], tr")?.querySelector("[data-copy]");
  if (source) copy(source);
});

// What shows no button of its own (a cell of the matrix) asks for a copy by this event.
document.addEventListener("copyaddress", (event) => {
  const holder = event.target;
  holder.dataset.copy = event.detail;
  copy(holder).finally(() => delete holder.dataset.copy);
});

// The search copies by itself, since it knows only later what, and tells it here.
document.addEventListener("copied", (event) => announce("Copied", event.detail));
