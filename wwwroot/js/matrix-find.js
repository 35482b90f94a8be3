// Finds a service or database by what its label, namespace or application begins with, among the names that the matrix has anyway.
const most = 12;

function matches(data, text) {
  const words = text.toLowerCase().split(/[\s/.~]+/).filter(Boolean);
  if (words.length === 0) return [];
  const applications = data.namespaces.map((namespace, app) => `${namespace} ${data.names[app].toLowerCase()}`);
  const found = [[], [], []];
  for (let target = 0; target < data.targets && found[0].length < most; target++) {
    const label = data.labels[target];
    const application = applications[data.appOf[target]];
    if (!words.every((word) => label.includes(word) || application.includes(word))) continue;
    const rank = label === words[0] ? 0 : label.startsWith(words[0]) ? 1 : 2;
    if (found[rank].length < most) found[rank].push(target);
  }
  return found.flat().slice(0, most);
}

function optionOf(data, target, at) {
  const app = data.appOf[target];
  const option = document.createElement("li");
  option.id = `matrix-found-${at}`;
  option.role = "option";
  option.dataset.target = target;
  option.append(Object.assign(document.createElement("code"), { textContent: data.labels[target] }));
  const rest = `${data.names[app]} · ${data.namespaces[app]}${data.isDatabase(target) ? " · database" : ""}`;
  option.append(Object.assign(document.createElement("span"), { className: "dim", textContent: rest }));
  return option;
}

export function listenToFind(input, list, dataOf, chosen) {
  let found = [];
  const show = (targets) => {
    found = targets;
    const data = dataOf();
    list.replaceChildren(...targets.map((target, at) => optionOf(data, target, at)));
    const isNothing = targets.length === 0 && input.value.trim() !== "" && data;
    if (isNothing) list.append(Object.assign(document.createElement("li"), { className: "dim", role: "option", ariaDisabled: "true", textContent: "No service or database has this name" }));
    list.hidden = list.childElementCount === 0;
    input.setAttribute("aria-expanded", `${!list.hidden}`);
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (target) => {
    input.value = "";
    show([]);
    chosen(target);
  };
  input.addEventListener("input", () => show(dataOf() ? matches(dataOf(), input.value) : []));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      show([]);
    }
    if (event.key !== "Enter" || found.length === 0) return;
    event.preventDefault();
    const active = list.querySelector(".active");
    choose(Number(active?.dataset.target ?? found[0]));
  });
  input.addEventListener("blur", () => show([]));
  // Before the field loses the focus, which would take the list away.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-target]");
    if (option) choose(Number(option.dataset.target));
  });
}
