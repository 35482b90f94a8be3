// Keys that work on every page: f opens the caller picker, the arrows move between rows and in the list of callers.
const rowLink = "[data-row-link]";

function typing(target) {
  return target.matches("input, textarea, select, [contenteditable]");
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

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "f") {
      const button = document.querySelector(".caller-button");
      if (!button) return;
      event.preventDefault();
      // The popup gives the focus back to what had it before.
      button.focus();
      button.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") moveRow(event);
  },
  { capture: true },
);

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
  if (!input.matches("input[role=combobox]")) return;
  const list = document.getElementById(input.getAttribute("aria-controls"));
  const options = [...list.querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.classList.contains("active"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    activate(input, options[at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (options[at]) options[at].click();
    else if (input.value.trim()) chooseFirst(list, input.value.trim().toLowerCase());
  }
});

// Who types fast presses Enter before the server has narrowed the list down: the first option that fits is meant, now or when it comes.
function chooseFirst(list, wanted) {
  const first = () => [...list.querySelectorAll("[role=option]")].find((option) =>
    `${option.textContent} ${option.closest("[role=group]")?.getAttribute("aria-label")}`.toLowerCase().includes(wanted));
  const option = first();
  if (option) {
    option.click();
    return;
  }
  const observer = new MutationObserver(() => {
    const late = first();
    if (!late) return;
    observer.disconnect();
    late.click();
  });
  observer.observe(list, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), 10000);
}

// Each opening starts with an empty filter.
document.addEventListener(
  "beforetoggle",
  (event) => {
    const input = event.newState === "open" && event.target.querySelector?.("input[role=combobox]");
    if (input) input.value = "";
  },
  { capture: true },
);

document.addEventListener("input", (event) => {
  if (event.target.matches("input[role=combobox]")) activate(event.target, undefined);
});

document.addEventListener("click", (event) => {
  const popover = event.target.closest("[role=option]")?.closest("[popover]");
  popover?.hidePopover();
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
