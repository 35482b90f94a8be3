// The matrix of a large cluster. The page gives the mode, the pin and the filters, and is told where the cursor is; all that moves, zooms and
// folds is the browser's own affair.
import { Axis } from "./matrix-axis.js";
import { addressText, fillCard, tellWhere, words } from "./matrix-card.js";
import { load } from "./matrix-data.js";
import { draw } from "./matrix-draw.js";
import { listenToFind } from "./matrix-find.js";
import { band } from "./matrix-headers.js";
import { listenToKeys, listenToPointers } from "./matrix-input.js";
import { Minimap } from "./matrix-minimap.js";
import { Palette } from "./matrix-palette.js";

const [smallest, usual, largest] = [3, 15, 28];
const narrow = 560;
const foldedFrom = 2000;
const follows = 200;
const says = 350;

export async function attach(root, page, options) {
  const matrix = new MatrixCanvas(root, page);
  await matrix.update(options);
  return matrix;
}

class MatrixCanvas {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.canvas = root.querySelector("canvas[tabindex]");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.card = root.querySelector("[data-card]");
    this.stop = new AbortController();
    this.view = { palette: new Palette(), cell: usual, x: 0, y: 0, mode: "possible", options: {} };
    this.minimap = new Minimap(root.querySelector(".mini canvas"), this.view, (x, y) => this.scroll(x, y));
    this.timers = {};
    this.listen();
  }

  listen() {
    const { canvas, root } = this;
    const signal = this.stop.signal;
    listenToPointers(canvas, {
      hover: (x, y) => this.hover(this.placeAt(x, y)),
      leave: () => this.hover(undefined),
      pan: (x, y) => this.scroll(this.view.x + x, this.view.y + y),
      zoom: (by, x, y) => this.zoom(by, x, y),
      click: (x, y) => this.click(x, y),
    });
    listenToKeys(canvas, {
      move: (down, right) => this.move(down, right),
      moveApplication: (down, right) => this.moveApplication(down, right),
      moveDeclared: (by) => this.moveDeclared(by),
      choose: () => this.choose(),
      unpin: () => this.navigate({ pin: undefined }),
      zoom: (by) => this.zoom(by),
      copy: () => this.copy(),
      fold: () => this.foldAtCursor(),
      foldAll: () => this.foldAll(!this.isAllFolded),
    });
    for (const name of ["focus", "blur"]) {
      canvas.addEventListener(name, () => {
        // A click shows its own card; the one of the cursor is for the keyboard.
        this.view.focused = name === "focus" && canvas.matches(":focus-visible");
        this.redraw();
      });
    }
    root.addEventListener("click", (event) => {
      const action = event.target.closest("[data-do]")?.dataset.do;
      if (action === "in" || action === "out") this.zoom(action === "in" ? 1.3 : 1 / 1.3);
      else if (action === "fold" || action === "unfold") this.foldAll(action === "fold");
      else if (action === "png") this.download();
    }, { signal });
    listenToFind(root.querySelector("[data-find]"), root.querySelector("[role=listbox]"), () => this.view.data, (target) => this.goTo(target));
    const repaint = () => {
      this.view.palette.refresh();
      this.minimap.forget();
      this.redraw();
    };
    this.observers = [new ResizeObserver(() => this.resize()), new MutationObserver(repaint)];
    this.observers[0].observe(canvas.parentElement);
    this.observers[1].observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint, { signal });
    // A window that is dragged to another screen has other pixels without having another size.
    addEventListener("resize", () => this.resize(), { signal });
    document.fonts.ready.then(repaint);
  }

  async update(options) {
    const { view } = this;
    const before = view.options;
    view.options = options;
    view.mode = options.mode;
    if (options.data !== before.data) {
      try {
        const data = await load(options.data);
        if (view.options.data !== options.data) return;
        this.take(data);
      } catch {
        this.root.dataset.state = "failed";
        return;
      }
    }
    if (!view.data) return;
    if (options.data !== before.data || options.callers !== before.callers || options.targets !== before.targets) this.layOut();
    if (options.pin !== before.pin || options.data !== before.data) this.showPin(options.pin);
    this.minimap.forget();
    this.redraw();
  }

  // Another state of the catalogue: folds and cursor stay with what they were at, as far as it is still there.
  take(data) {
    const { view } = this;
    const old = view.data;
    const wasFolded = new Set(old ? old.namespaces.filter((_, app) => view.folded[app]) : []);
    const cursor = old && view.cursor && [old.idOf(old.targetOf[view.cursor.row.member]), old.idOf(view.cursor.column.member)];
    view.data = data;
    view.hover = undefined;
    view.folded = Uint8Array.from({ length: data.applications }, (_, app) => (old ? wasFolded.has(data.namespaces[app]) : data.targets > foldedFrom) ? 1 : 0);
    this.layOut();
    const found = cursor?.map((id) => data.find(id)) ?? [];
    if (!old) this.start();
    else if (found[0] >= 0 && found[1] >= 0 && data.rowOf[found[0]] >= 0) view.cursor = this.placeOf(data.rowOf[found[0]], found[1]);
    else view.cursor = this.placeOf(0, 0);
    this.root.dataset.state = "shown";
  }

  // Where the reader begins: at the caller that was chosen for all pages, else at the first one.
  start() {
    const { data, options, rows, columns } = this.view;
    const app = data.namespaces.indexOf(options.start ?? "");
    const first = app >= 0 && rows.indexOf(app) >= 0 && data.rowStarts[app] < data.rowStarts[app + 1] ? app : rows.applications.find((one) => data.rowStarts[one] < data.rowStarts[one + 1]);
    if (first === undefined) return;
    const row = data.rowStarts[first];
    const column = columns.indexOf(first) >= 0 ? data.targetOf[row] : data.starts[columns.applications[0]];
    this.view.cursor = this.placeOf(row, column);
    this.resize();
    this.reveal(this.view.cursor, true);
  }

  layOut() {
    const { view } = this;
    const { data, options } = view;
    const only = (namespace) => (namespace ? data.namespaces.indexOf(namespace) : undefined);
    view.rows = new Axis(data.rowStarts, only(options.callers));
    view.columns = new Axis(data.starts, only(options.targets));
    this.lay();
    if (view.cursor && (!view.rows.span(view.cursor.row) || !view.columns.span(view.cursor.column))) {
      view.cursor = undefined;
      if (options.pin === undefined) this.start();
    }
  }

  lay() {
    const { view } = this;
    view.rows.lay(view.cell, view.folded);
    view.columns.lay(view.cell, view.folded);
    view.hover = undefined;
    this.minimap.forget();
    this.scroll(view.x, view.y);
  }

  resize() {
    const { view, canvas } = this;
    const { clientWidth: width, clientHeight: height } = canvas.parentElement;
    const ratio = devicePixelRatio || 1;
    if (view.width === width && view.height === height && view.ratio === ratio) return;
    Object.assign(view, { width, height, ratio, left: width < narrow ? 112 : 164, top: width < narrow ? 112 : 150 });
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (view.data) this.scroll(view.x, view.y);
    // A canvas whose size is set is empty until it is drawn.
    if (view.data) this.paint();
  }

  redraw() {
    this.frame ??= requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const { view } = this;
    if (!view.data || !view.width) return;
    draw(this.context, view);
    this.minimap.draw();
    this.placeCard();
  }

  // True where something moved.
  scroll(x, y) {
    const { view } = this;
    const limit = (value, axis, seen) => Math.max(0, Math.min(axis.length - seen, value));
    const snap = (value) => Math.round(value * (view.ratio ?? 1)) / (view.ratio ?? 1);
    const [toX, toY] = [snap(limit(x, view.columns, view.width - view.left)), snap(limit(y, view.rows, view.height - view.top))];
    const moved = toX !== view.x || toY !== view.y;
    [view.x, view.y] = [toX, toY];
    if (moved) view.hover = undefined;
    this.redraw();
    return moved;
  }

  // The point under the hand keeps its place; without a hand, the cursor does.
  zoom(by, px, py) {
    const { view } = this;
    const cell = Math.max(smallest, Math.min(largest, view.cell * by));
    if (cell === view.cell || !view.data) return;
    const [x, y] = px === undefined ? this.cursorPoint() : [px, py];
    const share = (axis, at) => {
      const place = axis.at(at);
      const span = place && axis.span(place);
      return span ? [place, (at - span[0]) / span[1]] : undefined;
    };
    const [column, row] = [share(view.columns, view.x + x - view.left), share(view.rows, view.y + y - view.top)];
    // Whole pixels keep the lines sharp, where a cell is large enough to have any.
    view.cell = cell > 6 ? Math.round(cell * 2) / 2 : cell;
    if (view.cell === 0 || view.cell > largest) view.cell = largest;
    this.lay();
    const back = (axis, found, at) => {
      if (!found) return 0;
      const [position, size] = axis.span(found[0]);
      return position + size * found[1] - at;
    };
    this.scroll(back(view.columns, column, x - view.left), back(view.rows, row, y - view.top));
  }

  cursorPoint() {
    const { view } = this;
    const [column, row] = [view.cursor && view.columns.span(view.cursor.column), view.cursor && view.rows.span(view.cursor.row)];
    const point = column && row ? [column[0] + column[1] / 2 - view.x + view.left, row[0] + row[1] / 2 - view.y + view.top] : [0, 0];
    const isSeen = point[0] > view.left && point[0] < view.width && point[1] > view.top && point[1] < view.height;
    return isSeen ? point : [(view.left + view.width) / 2, (view.top + view.height) / 2];
  }

  placeOf(row, target) {
    const { data } = this.view;
    return { row: { app: data.appOf[data.targetOf[row]], member: row }, column: { app: data.appOf[target], member: target } };
  }

  placeAt(x, y) {
    const { view } = this;
    if (!view.data || x < view.left || y < view.top) return undefined;
    const [row, column] = [view.rows.at(view.y + y - view.top), view.columns.at(view.x + x - view.left)];
    return row && column ? { row, column } : undefined;
  }

  isFolded({ row, column }) {
    return this.view.folded[row.app] === 1 || this.view.folded[column.app] === 1;
  }

  hover(place) {
    const { view } = this;
    const key = (one) => one && `${one.row.app} ${one.row.member} ${one.column.app} ${one.column.member}`;
    if (key(place) === key(view.hover)) return;
    view.hover = place;
    this.redraw();
  }

  click(x, y) {
    const { view } = this;
    if (!view.data) return;
    const [isTop, isLeft] = [y < view.top, x < view.left];
    if (isTop && isLeft) return;
    if (!isTop && !isLeft) {
      const place = this.placeAt(x, y);
      if (!place) return;
      if (this.isFolded(place)) this.setFold([place.row.app, place.column.app], false);
      else {
        this.setCursor(place, false);
        this.choose();
      }
      return;
    }
    const place = isTop ? view.columns.at(view.x + x - view.left) : view.rows.at(view.y + y - view.top);
    if (!place) return;
    const onBand = isTop ? y < band.column : x < band.row;
    if (onBand || place.member === undefined || view.cell < 11) this.setFold([place.app], view.folded[place.app] === 0);
    else if (view.cursor) {
      this.setCursor(isTop ? { row: view.cursor.row, column: place } : { row: place, column: view.cursor.column }, false);
      this.navigate({ side: isTop ? "callers" : undefined });
    }
  }

  // A folded application is one slot, and stands for its first member.
  withMembers({ row, column }) {
    const { data } = this.view;
    return {
      row: row.member === undefined ? { app: row.app, member: data.rowStarts[row.app] } : row,
      column: column.member === undefined ? { app: column.app, member: data.starts[column.app] } : column,
    };
  }

  setCursor(place, isSaid = true) {
    const { view } = this;
    view.cursor = this.withMembers(place);
    this.reveal(view.cursor);
    this.redraw();
    clearTimeout(this.timers.follow);
    this.timers.follow = setTimeout(() => {
      const { data, cursor } = view;
      this.page.invokeMethodAsync("FollowAsync", data.idOf(data.targetOf[cursor.row.member]), data.idOf(cursor.column.member));
    }, follows);
    clearTimeout(this.timers.say);
    if (isSaid) this.timers.say = setTimeout(() => (this.root.querySelector("[data-said]").textContent = words(view.data, view.cursor, this.isFolded(view.cursor))), says);
  }

  move(down, right) {
    const { view } = this;
    if (!view.cursor) return;
    const step = (axis, place, by) => (by === 0 ? place : axis.slot(Math.max(0, Math.min(axis.count - 1, axis.slotOf(place) + by))));
    this.fromKeys({ row: step(view.rows, view.cursor.row, down), column: step(view.columns, view.cursor.column, right) });
  }

  moveApplication(down, right) {
    const { view } = this;
    if (!view.cursor) return;
    const step = (axis, place, by) => {
      if (by === 0) return place;
      for (let at = axis.indexOf(place.app) + by; at >= 0 && at < axis.applications.length; at += by) {
        const app = axis.applications[at];
        if (axis.starts[app] < axis.starts[app + 1]) return { app, member: axis.starts[app] };
      }
      return { app: place.app, member: axis.starts[place.app] };
    };
    this.fromKeys({ row: step(view.rows, view.cursor.row, down), column: step(view.columns, view.cursor.column, right) });
  }

  // To the connection before or after the cursor that the caller of this row declares; in the mode of broken ones, that is broken.
  moveDeclared(by) {
    const { data, cursor, mode, columns } = this.view;
    if (!cursor) return;
    const row = cursor.row.member;
    const found = [];
    for (let at = data.declaredAt[row]; at < data.declaredAt[row + 1]; at++) {
      const target = data.declared[at];
      if ((mode !== "broken" || data.broken[at]) && columns.indexOf(data.appOf[target]) >= 0 && (by > 0 ? target > cursor.column.member : target < cursor.column.member)) found.push(target);
    }
    const target = by > 0 ? found[0] : found.at(-1);
    if (target !== undefined) this.fromKeys({ row: cursor.row, column: { app: data.appOf[target], member: target } });
  }

  fromKeys(place) {
    this.view.focused = true;
    this.view.hover = undefined;
    this.setCursor(place);
  }

  choose() {
    const { data, cursor } = this.view;
    if (!cursor) return;
    if (this.isFolded(cursor)) {
      this.setFold([cursor.row.app, cursor.column.app], false);
      return;
    }
    clearTimeout(this.timers.follow);
    this.navigate({ pin: `${data.idOf(data.targetOf[cursor.row.member])}~${data.idOf(cursor.column.member)}` });
  }

  showPin(pin) {
    const { view } = this;
    const [caller, target] = (pin ?? "").split("~").map((id) => (id ? view.data.find(id) : -1));
    const row = caller >= 0 ? view.data.rowOf[caller] : -1;
    view.pin = row >= 0 && target >= 0 ? this.placeOf(row, target) : undefined;
    if (!view.pin || !view.rows.span(view.pin.row) || !view.columns.span(view.pin.column)) return;
    this.setFold([view.pin.row.app, view.pin.column.app], false);
    view.cursor = view.pin;
    this.resize();
    this.reveal(view.pin);
  }

  goTo(target) {
    const { view } = this;
    const { data } = view;
    const app = data.appOf[target];
    const isCalled = data.isDatabase(target) || view.rows.indexOf(app) < 0;
    const column = view.columns.indexOf(app) < 0 ? view.cursor?.column : { app, member: target };
    const row = isCalled ? (data.rowStarts[app] < data.rowStarts[app + 1] && view.rows.indexOf(app) >= 0 ? { app, member: data.rowStarts[app] } : view.cursor?.row) : { app, member: data.rowOf[target] };
    if (!row || !column) return;
    this.setFold([app], false);
    this.canvas.focus({ preventScroll: true });
    this.fromKeys({ row, column });
    if (isCalled) this.navigate({ side: "callers" });
  }

  // Brings a cell into sight; the first time, to a third of the window, so that what lies around it is seen as well.
  reveal({ row, column }, isFirst) {
    const { view } = this;
    if (!view.width) return;
    const into = (axis, place, from, seen) => {
      const [position, size] = axis.span(place);
      const margin = Math.min(seen / 4, size * 2);
      if (isFirst || position + size < from - seen || position > from + 2 * seen) return position - seen / 3;
      if (position - margin < from) return position - margin;
      return Math.max(from, position + size + margin - seen);
    };
    this.scroll(into(view.columns, column, view.x, view.width - view.left), into(view.rows, row, view.y, view.height - view.top));
  }

  get isAllFolded() {
    return this.view.folded.every((folded) => folded === 1);
  }

  foldAtCursor() {
    const { folded, cursor } = this.view;
    if (!cursor) return;
    const applications = [cursor.row.app, cursor.column.app];
    this.setFold(applications, !applications.some((app) => folded[app]));
  }

  // What is unfolded or folded keeps its place in the window.
  setFold(applications, isFolded) {
    const { view } = this;
    if (applications.every((app) => view.folded[app] === (isFolded ? 1 : 0))) return;
    const offsets = [[view.columns, "x", applications.at(-1)], [view.rows, "y", applications[0]]].map(([axis, name, app]) => [axis, name, app, (axis.span({ app })?.[0] ?? 0) - view[name]]);
    for (const app of applications) view.folded[app] = isFolded ? 1 : 0;
    this.lay();
    const [x, y] = offsets.map(([axis, , app, offset]) => (axis.span({ app })?.[0] ?? 0) - Math.max(0, offset));
    this.scroll(x, y);
    if (view.cursor) this.reveal(view.cursor);
  }

  foldAll(isFolded) {
    const { view } = this;
    if (!view.data) return;
    view.folded.fill(isFolded ? 1 : 0);
    this.lay();
    if (view.cursor) this.reveal(view.cursor);
  }

  placeCard() {
    const { view, card } = this;
    const place = view.hover ?? (view.focused ? view.cursor : undefined);
    const [row, column] = [place && view.rows.span(place.row), place && view.columns.span(place.column)];
    const [x, y] = row && column ? [view.left + column[0] - view.x, view.top + row[0] - view.y] : [];
    card.hidden = !row || !column || x < view.left - column[1] || y < view.top - row[1] || x > view.width || y > view.height;
    if (card.hidden) return;
    const key = `${place.row.app} ${place.row.member} ${place.column.app} ${place.column.member} ${this.isFolded(place)}`;
    if (card.dataset.of !== key) {
      card.dataset.of = key;
      fillCard(card, view.data, place, this.isFolded(place));
      this.askWhere(place);
    }
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = y + row[1] + 10;
    const top = below + height < view.height ? below : Math.max(4, y - height - 10);
    card.style.transform = `translate(${Math.max(4, Math.min(view.width - width - 4, x + column[1] + 10))}px, ${top}px)`;
  }

  askWhere(place) {
    const { view, card } = this;
    clearTimeout(this.timers.where);
    if (!card.querySelector("[data-declared]")) return;
    const [caller, target] = [view.data.idOf(view.data.targetOf[place.row.member]), view.data.idOf(place.column.member)];
    // Without an answer the card says that it is declared, which is true as well.
    this.timers.where = setTimeout(() => tellWhere(card, view.options.cluster, caller, target).then(() => this.redraw(), () => {}), follows);
  }

  copy() {
    const { data, cursor } = this.view;
    if (!cursor || this.isFolded(cursor)) return;
    const address = addressText(data, cursor.row.member, cursor.column.member);
    if (address) this.canvas.dispatchEvent(new CustomEvent("copyaddress", { bubbles: true, detail: address }));
    else this.root.querySelector("[data-said]").textContent = "There is no address here.";
  }

  download() {
    this.canvas.toBlob((blob) => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${this.view.options.cluster}-matrix.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 0);
    });
  }

  navigate(parameters) {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(parameters)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    // Slash and tilde may stand in a query as they are, and people read these addresses.
    const path = url.pathname + url.search.replaceAll("%2F", "/").replaceAll("%7E", "~");
    if (path !== location.pathname + location.search) Blazor.navigateTo(path, { replaceHistoryEntry: true });
  }

  dispose() {
    this.stop.abort();
    for (const observer of this.observers) observer.disconnect();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    cancelAnimationFrame(this.frame);
  }
}
