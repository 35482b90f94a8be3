// What the pair under the pointer or the cursor is to each other, beside it and in words for who does not see it.
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function icon(card, name) {
  return card.closest("[data-matrix-canvas]").querySelector(`[data-icon="${name}"] svg`).cloneNode(true);
}

function nameOf(data, target) {
  return element("span", "", data.labels[target], " ", element("span", "dim", data.namespaces[data.appOf[target]]));
}

function connectionWords(data, row, target) {
  const at = data.connection(row, target);
  if (at < 0) return undefined;
  return data.broken[at] ? "declared, does not resolve" : "declared, resolves";
}

export function addressText(data, row, target) {
  const address = data.address(row, target);
  return address && `${address.scheme}${address.host}${address.namespace}${address.port}`;
}

const countWords = ({ reachable, declared, broken }) => [`${declared} declared`, broken > 0 ? `${broken} broken` : undefined, `${reachable} reachable ${reachable === 1 ? "target" : "targets"}`].filter(Boolean).join(", ");

// In one sentence, as the cells of a small matrix are named.
export function words(data, place, folded) {
  const { row, column } = place;
  if (folded) return `${data.names[row.app]} to ${data.names[column.app]}: ${countWords(data.between(row.app, column.app))}`;
  const [caller, target] = [data.targetOf[row.member], column.member];
  const name = (one) => `${data.labels[one]} of ${data.names[data.appOf[one]]}`;
  const rest = [data.reach(row.member, target).words.toLowerCase(), connectionWords(data, row.member, target)].filter(Boolean);
  return `${name(caller)} to ${name(target)}: ${rest.join(", ")}`;
}

export function fillCard(card, data, place, folded) {
  const { row, column } = place;
  if (folded) {
    card.replaceChildren(
      element("div", "pair", element("b", "", data.names[row.app]), icon(card, "arrow"), element("b", "", data.names[column.app])),
      element("div", "muted", countWords(data.between(row.app, column.app))),
      element("div", "dim", "Click, or press Enter, to unfold"),
    );
    return;
  }
  const [caller, target] = [data.targetOf[row.member], column.member];
  const reach = data.reach(row.member, target);
  const address = data.address(row.member, target);
  const parts = [element("div", "pair", nameOf(data, caller), icon(card, "arrow"), nameOf(data, target)), element("div", `reach ${reach.code}`, icon(card, reach.code), reach.words)];
  if (address) {
    const code = element("code", "", ...["scheme", "host", "namespace", "port"].filter((part) => address[part]).map((part) => element("span", `a-${part}`, address[part])));
    parts.push(element("div", "", code, address.more > 0 ? ` and ${address.more} more` : ""));
  } else parts.push(element("div", "muted", data.isDatabase(target) ? "Its port is not known" : "Exposes no container port"));
  const connection = data.connection(row.member, target);
  if (connection >= 0) {
    const isBroken = data.broken[connection] === 1;
    const declared = element("div", `verdict ${isBroken ? "bad" : "ok"}`, icon(card, isBroken ? "warning" : "check"), element("span", "", connectionWords(data, row.member, target)));
    declared.dataset.declared = "";
    parts.push(declared);
  } else if (data.isUnneeded(target)) parts.push(element("div", "muted", "Declared by nobody"));
  card.replaceChildren(...parts);
}

// Where it is declared stands in no cell: it is asked for when the reader stays.
export async function tellWhere(card, cluster, caller, target) {
  const of = card.dataset.of;
  const response = await fetch(`/api/v1/clusters/${cluster}/explain?caller=${caller}&target=${target}`);
  if (!response.ok) return;
  const { references } = await response.json();
  const place = card.querySelector("[data-declared] span");
  if (card.dataset.of !== of || !place || references.length === 0) return;
  const { where, line, verdict } = references.find((reference) => reference.verdict !== "RESOLVES") ?? references[0];
  const more = references.length > 1 ? ` and ${references.length - 1} more` : "";
  place.textContent = `declared in ${where}, line ${line}${more}${verdict === "RESOLVES" ? "" : ", does not resolve"}`;
}
