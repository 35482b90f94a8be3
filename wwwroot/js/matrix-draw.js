// Draws what is in sight of the matrix, and nothing else. What lies in one colour is filled as runs: the cluster is one rectangle, an
// application one block, a column without a port one strip; only what manifests declare is drawn cell by cell.
import { after } from "./matrix-data.js";
import { drawHeaders } from "./matrix-headers.js";

const lined = 10;
const counted = 22;
const crossed = 8;

export function draw(context, view) {
  const { palette, ratio, width, height, left, top } = view;
  const columns = [...view.columns.between(view.x, view.x + width - left)];
  const rows = [...view.rows.between(view.y, view.y + height - top)];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, height);
  context.save();
  context.beginPath();
  context.rect(left, top, width - left, height - top);
  context.clip();
  context.translate(left - view.x, top - view.y);
  drawPossible(context, view, rows, columns);
  drawDeclared(context, view, rows, columns);
  drawBounds(context, view, rows, columns);
  drawCursor(context, view);
  context.restore();
  drawHeaders(context, view, rows, columns);
}

// The part of the plane that is in sight and not beyond the last row or column.
function sight(view) {
  const right = Math.min(view.columns.length, view.x + view.width - view.left);
  const bottom = Math.min(view.rows.length, view.y + view.height - view.top);
  return [view.x, view.y, right - view.x, bottom - view.y];
}

function fill(context, colour, rectangles) {
  if (rectangles.length === 0) return;
  context.fillStyle = colour;
  context.beginPath();
  for (const [x, y, width, height] of rectangles) context.rect(x, y, width, height);
  context.fill();
}

// Runs that are as high as the window: neighbours of one sort become one.
function strips(columns, cell, [, y, , height], isOne) {
  const found = [];
  const add = (x, width) => {
    const last = found.at(-1);
    if (last && last[0] + last[2] === x) last[2] += width;
    else found.push([x, y, width, height]);
  };
  for (const app of columns) {
    if (app.folded) {
      if (isOne(app)) add(app.position, app.size);
      continue;
    }
    for (let target = app.first; target < app.end; target++) if (isOne(app, target)) add(app.position + (target - app.start) * cell, cell);
  }
  return found;
}

function drawPossible(context, view, rows, columns) {
  const { data, palette, cell, mode } = view;
  const seen = sight(view);
  const isPale = mode !== "possible";
  fill(context, isPale ? palette.paleCluster : palette.cluster, [seen]);
  const blocks = [];
  for (const row of rows) {
    const column = columns.find((one) => one.app === row.app);
    if (column) blocks.push([column.position, row.position, column.size, row.size]);
  }
  fill(context, isPale ? palette.paleApplication : palette.application, blocks);
  if (mode === "unneeded") {
    fill(context, palette.unneeded, strips(columns, cell, seen, (app, target) => (target === undefined ? data.unneededOf[app.app] > 0 : data.isUnneeded(target))));
  }
  const portless = strips(columns, cell, seen, (app, target) => (target === undefined ? data.reachableOf[app.app] === 0 : !data.hasAddress(target)));
  fill(context, palette.surface, portless);
  const selves = [];
  for (const row of rows) {
    const column = columns.find((one) => one.app === row.app);
    if (!column || row.folded || column.folded) continue;
    for (let one = row.first; one < row.end; one++) {
      const target = data.targetOf[one];
      if (target >= column.first && target < column.end) selves.push([column.position + (target - column.start) * cell, row.position + (one - row.start) * cell, cell, cell]);
    }
  }
  if (cell >= lined) {
    const hatching = palette.hatching(cell, view.height + cell);
    const drawn = view.ratio;
    for (const [x, y, width, height] of portless) {
      // The lines move with the rows, whatever the window shows of them.
      const skip = y % cell;
      for (let at = x; at < x + width - 0.5; at += cell) {
        context.drawImage(hatching, 0, skip * drawn, cell * drawn, Math.min(height, view.height) * drawn, at, y, cell, Math.min(height, view.height));
      }
    }
  }
  fill(context, palette.line, selves);
  if (cell >= lined) drawGrid(context, view, rows, columns, seen);
}

function drawGrid(context, view, rows, columns, [x, y, width, height]) {
  const lines = [];
  for (const { position, size, first, end, start, folded } of columns) {
    if (folded) lines.push([position + size - 1, y, 1, height]);
    else for (let at = first; at < end; at++) lines.push([position + (at - start + 1) * view.cell - 1, y, 1, height]);
  }
  for (const { position, size, first, end, start, folded } of rows) {
    if (folded) lines.push([x, position + size - 1, width, 1]);
    else for (let at = first; at < end; at++) lines.push([x, position + (at - start + 1) * view.cell - 1, width, 1]);
  }
  fill(context, view.palette.surface, lines);
}

// What the declared connections of the rows in sight come to: one mark a cell, or a count where an application is folded.
function* marks(view, rows, columns) {
  const { data, cell } = view;
  if (columns.length === 0) return;
  const places = new Map(columns.map((column) => [column.app, column]));
  const [first, last] = [columns[0].first, columns.at(-1).end - 1];
  const tally = new Map();
  for (const row of rows) {
    const members = row.folded ? [row.first] : Array.from({ length: row.end - row.first }, (_, at) => row.first + at);
    for (const member of members) {
      const y = row.folded ? row.position : row.position + (member - row.start) * cell;
      const height = row.folded ? row.size : cell;
      const end = data.declaredAt[row.folded ? row.end : member + 1];
      let at = data.declaredAt[member];
      if (!row.folded) at = after(data.declared, first - 1, at, end);
      for (; at < end; at++) {
        const target = data.declared[at];
        if (target > last) {
          if (row.folded) continue;
          break;
        }
        const column = places.get(data.appOf[target]);
        if (!column || target < column.first || target >= column.end) continue;
        const key = column.folded ? -1 - column.app : target;
        if (!row.folded && !column.folded) {
          const x = column.position + (target - column.start) * cell;
          yield { x, y, width: cell, height, declared: 1, broken: data.broken[at], inside: row.app === column.app };
          continue;
        }
        const count = tally.get(key) ?? { column, target, declared: 0, broken: 0 };
        count.declared++;
        count.broken += data.broken[at];
        tally.set(key, count);
      }
      for (const { column, target, declared, broken } of tally.values()) {
        const x = column.folded ? column.position : column.position + (target - column.start) * cell;
        yield { x, y, width: column.folded ? column.size : cell, height, declared, broken, inside: row.app === column.app, isCount: true };
      }
      tally.clear();
    }
  }
}

function drawDeclared(context, view, rows, columns) {
  const { palette, mode } = view;
  const dots = { inside: [], outside: [] };
  const broken = [];
  const counts = [];
  for (const mark of marks(view, rows, columns)) {
    if (mark.isCount) {
      if (mode !== "broken" || mark.broken > 0) counts.push(mark);
    } else if (mark.broken) broken.push(mark);
    else if (mode !== "broken") (mark.inside ? dots.inside : dots.outside).push(mark);
  }
  drawDots(context, palette.ok, dots.inside, mode === "declared" ? 0.36 : 0.3);
  drawDots(context, palette.accent, dots.outside, mode === "declared" ? 0.36 : 0.3);
  drawBroken(context, palette, broken);
  drawCounts(context, view, counts);
}

function drawDots(context, colour, marks, share) {
  context.fillStyle = colour;
  context.beginPath();
  for (const { x, y, width } of marks) {
    if (width < crossed) context.rect(x, y, width, width);
    else {
      const [middle, centre] = [x + (width - 1) / 2, y + (width - 1) / 2];
      context.moveTo(middle + width * share, centre);
      context.arc(middle, centre, width * share, 0, 7);
    }
  }
  context.fill();
}

function drawBroken(context, palette, marks) {
  if (marks.length === 0) return;
  const isSmall = marks[0].width < crossed;
  fill(context, isSmall ? palette.bad : palette.badSoft, marks.map(({ x, y, width }) => [x, y, width, width]));
  if (isSmall) return;
  context.strokeStyle = palette.bad;
  context.lineWidth = Math.max(1.4, marks[0].width / 10);
  context.beginPath();
  for (const { x, y, width } of marks) {
    const size = width - 1;
    context.rect(x + 0.7, y + 0.7, size - 1.4, size - 1.4);
    context.moveTo(x + size * 0.3, y + size * 0.3);
    context.lineTo(x + size * 0.7, y + size * 0.7);
    context.moveTo(x + size * 0.7, y + size * 0.3);
    context.lineTo(x + size * 0.3, y + size * 0.7);
  }
  context.stroke();
}

function drawCounts(context, view, marks) {
  const { palette, mode } = view;
  const well = marks.filter((mark) => mark.broken === 0);
  const inset = ({ x, y, width, height }, by) => [x + by, y + by, Math.max(1, width - 1 - by * 2), Math.max(1, height - 1 - by * 2)];
  const room = ({ width, height }) => width >= counted && height >= counted;
  for (const inside of [true, false]) {
    const small = well.filter((mark) => mark.inside === inside && !room(mark));
    fill(context, inside ? palette.ok : palette.accent, small.map((mark) => inset(mark, Math.min(mark.width, mark.height) < crossed ? 1 : Math.min(mark.width, mark.height) * 0.25)));
  }
  const bad = marks.filter((mark) => mark.broken > 0);
  fill(context, palette.badSoft, bad.filter(room).map((mark) => inset(mark, 0)));
  fill(context, palette.bad, bad.filter((mark) => !room(mark)).map((mark) => inset(mark, 1)));
  context.strokeStyle = palette.bad;
  context.lineWidth = 1.5;
  for (const mark of bad.filter(room)) context.strokeRect(...inset(mark, 1));
  for (const mark of marks) {
    if (!room(mark)) continue;
    const lines = mode === "broken" ? [] : [[`${mark.declared}`, mark.inside ? palette.ok : palette.accent]];
    if (mark.broken > 0) lines.push([`${mark.broken} ✕`, palette.bad]);
    const shown = mark.height < lines.length * 13 ? lines.slice(-1) : lines;
    shown.forEach(([text, colour], at) => {
      const picture = palette.text(text, { font: palette.font(600, 12, false), colour, room: mark.width - 2 });
      const y = mark.y + mark.height / 2 + (at - shown.length / 2) * 13 - 2.5;
      context.drawImage(picture.canvas, snap(view, mark.x + (mark.width - picture.width) / 2), snap(view, y), picture.width, picture.height);
    });
  }
}

const snap = (view, value) => Math.round(value * view.ratio) / view.ratio;

function drawBounds(context, view, rows, columns) {
  const [x, y, width, height] = sight(view);
  const wide = (one) => one.size >= 6;
  fill(context, view.palette.lineStrong, [
    ...columns.filter(wide).map((one) => [one.position - 1, y, 1, height]),
    ...rows.filter(wide).map((one) => [x, one.position - 1, width, 1]),
  ]);
}

function drawCursor(context, view) {
  const { palette } = view;
  const [x, y, width, height] = sight(view);
  const active = view.hover ?? view.cursor;
  if (active) {
    const [row, column] = [view.rows.span(active.row), view.columns.span(active.column)];
    if (row && column) {
      fill(context, palette.shade, [[x, row[0], width, row[1]], [column[0], y, column[1], height]]);
    }
  }
  // The pin has a double frame, so that it is told from the cursor by more than its colour.
  for (const [place, colour, frames] of [[view.pin, palette.ink, 2], [view.hover, palette.ink, 1], [view.cursor, view.focused ? palette.accent : palette.ink, 1]]) {
    const [row, column] = [place && view.rows.span(place.row), place && view.columns.span(place.column)];
    if (!row || !column) continue;
    context.strokeStyle = colour;
    context.lineWidth = 2;
    for (let frame = 0; frame < frames; frame++) {
      const by = 1 + frame * 4;
      context.strokeRect(column[0] - by, row[0] - by, column[1] - 1 + by * 2, row[1] - 1 + by * 2);
    }
  }
}

