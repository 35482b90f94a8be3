// Theme, skip link, tooltips and the reload button: what works before and without the connection to the server.
const root = document.documentElement;
const year = 60 * 60 * 24 * 365;

function switchTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  // The server writes the attribute from this cookie, so that the next page is painted in the right theme at once.
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${year}; samesite=lax`;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-toggle]")) switchTheme();
  else if (event.target.closest("[data-reload]")) location.reload();
  else if (event.target.closest(".skip")) {
    // A link to a fragment is relative to the base address, which is another page.
    event.preventDefault();
    document.getElementById("main")?.focus();
  }
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
