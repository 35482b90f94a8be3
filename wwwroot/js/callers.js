// The list of callers: Enter, and what the browser remembers of the choice.
const year = 60 * 60 * 24 * 365;
const remembered = 5;
const recentKey = "callers";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".caller-popover input")) return;
  event.preventDefault();
  const list = document.getElementById(event.target.getAttribute("aria-controls"));
  const wanted = event.target.value.trim().toLowerCase();
  const active = list.querySelector("[role=option].active");
  if (active) active.click();
  else chooseFirst(list, wanted);
});

// Who types fast presses Enter before the server has narrowed the list down: the first option that fits is meant, now or when it comes.
function chooseFirst(list, wanted) {
  // With nothing typed the first of all is meant, as it looks; what an earlier text has left is not.
  const fits = (option) => wanted
    ? `${option.textContent} ${option.closest("[role=group]")?.getAttribute("aria-label")}`.toLowerCase().includes(wanted)
    : list.dataset.filter === "";
  const first = () => [...list.querySelectorAll("[role=option]")].find(fits);
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
  observer.observe(list, { childList: true, subtree: true, attributeFilter: ["data-filter"] });
  // Who types on, or closes the list, means something else.
  const popup = list.closest("[popover]");
  popup.addEventListener("input", () => observer.disconnect(), { once: true });
  popup.addEventListener("beforetoggle", () => observer.disconnect(), { once: true });
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

// Only what is chosen here is remembered: to open somebody's link changes nothing. The server opens pages for this caller.
function remember(caller) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${document.documentElement.dataset.cookies}caller=${caller}; path=/; max-age=${caller ? year : 0}; samesite=lax${secure}`;
  if (!caller) return;
  try {
    const before = (localStorage.getItem(recentKey) ?? "").split(" ").filter((other) => other && other !== caller);
    localStorage.setItem(recentKey, [caller, ...before].slice(0, remembered).join(" "));
  } catch {
    // A browser that keeps nothing has no recent callers.
  }
}

// Rows of the matrix name their caller too, but choose nobody.
document.addEventListener("click", (event) => {
  const option = event.target.closest(".caller-popover [data-caller]");
  if (!option) return;
  remember(option.dataset.caller);
  option.closest("[popover]").hidePopover();
});
