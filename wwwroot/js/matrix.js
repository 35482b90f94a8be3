// The matrix is one tab stop; arrows move in it. The pin is part of the address, so the server needs no handler in ten thousand cells.
const cellButton = "td.c button";

const matrixOf = (button) => button.closest("table.mx");
const buttonsOf = (row) => [...row.querySelectorAll(cellButton)];
const rowsOf = (table) => [...table.querySelectorAll("tr")].filter((row) => row.querySelector(cellButton));

function columnOf(button) {
  return matrixOf(button).querySelectorAll("thead th.col")[buttonsOf(button.closest("tr")).indexOf(button)];
}

function rove(button) {
  for (const other of matrixOf(button).querySelectorAll(`${cellButton}[tabindex="0"]`)) other.tabIndex = -1;
  button.tabIndex = 0;
}

function neighbour(button, key) {
  const row = button.closest("tr");
  const columns = buttonsOf(row);
  const rows = rowsOf(matrixOf(button));
  const [x, y] = [columns.indexOf(button), rows.indexOf(row)];
  switch (key) {
    case "ArrowLeft":
      return columns[x - 1];
    case "ArrowRight":
      return columns[x + 1];
    case "ArrowUp":
      return rows[y - 1] && buttonsOf(rows[y - 1])[x];
    case "ArrowDown":
      return rows[y + 1] && buttonsOf(rows[y + 1])[x];
    case "Home":
      return columns[0];
    case "End":
      return columns.at(-1);
    default:
      return undefined;
  }
}

function addressOf(button) {
  const { own, cluster } = columnOf(button).dataset;
  return button.matches(".self, .same-application") ? own : button.matches(".same-cluster") ? cluster : undefined;
}

function setPin(value) {
  const url = new URL(location.href);
  if (value) url.searchParams.set("pin", value);
  else url.searchParams.delete("pin");
  // Slash and tilde may stand in a query as they are, and people read these addresses.
  Blazor.navigateTo(url.pathname + url.search.replaceAll("%2F", "/").replaceAll("%7E", "~"), { replaceHistoryEntry: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(`table.mx ${cellButton}`);
  if (!button) return;
  rove(button);
  setPin(`${button.closest("tr").dataset.caller}~${columnOf(button).dataset.target}`);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches(`table.mx ${cellButton}`)) rove(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && new URL(location.href).searchParams.has("pin") && event.target.closest(".mx, .pinned")) {
    setPin(undefined);
    return;
  }
  if (!event.target.matches(`table.mx ${cellButton}`)) return;
  if (event.key === "c") {
    const address = addressOf(event.target);
    if (address) event.target.dispatchEvent(new CustomEvent("copyaddress", { bubbles: true, detail: address }));
    return;
  }
  const next = neighbour(event.target, event.key);
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
