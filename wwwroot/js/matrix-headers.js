// The names at the top and at the left, which stay while the cells move. Below eleven pixels a cell only applications have room.
const readable = 11;
const readableApplication = 13;
export const band = { column: 30, row: 24 };

export function drawHeaders(context, view, rows, columns) {
  const { palette, width, height, left, top } = view;
  drawHeader(context, view, columns, true);
  drawHeader(context, view, rows, false);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, left, top);
  context.fillStyle = palette.lineStrong;
  context.fillRect(left - 1, 0, 1, height);
  context.fillRect(0, top - 1, width, 1);
  const caption = (text, y) => {
    const picture = palette.text(text, { font: palette.font(400, 12, false), colour: palette.faint, room: left - 16 });
    put(context, view, picture, left - 10 - picture.width, y);
  };
  caption("called →", top - 42);
  caption("caller ↓", top - 24);
}

function put(context, view, picture, x, y) {
  const snap = (value) => Math.round(value * view.ratio) / view.ratio;
  context.drawImage(picture.canvas, snap(x), snap(y), picture.width, picture.height);
}

function drawHeader(context, view, applications, isTop) {
  const { palette, data, width, height, left, top, cell } = view;
  const [origin, scroll, far, thick] = isTop ? [left, view.x, width, band.column] : [top, view.y, height, band.row];
  const depth = isTop ? top : left;
  // Along the axis, then across it, whichever way the header lies.
  const rectangle = (along, across, length, breadth) => context.fillRect(...(isTop ? [along, across, length, breadth] : [across, along, breadth, length]));
  context.save();
  context.beginPath();
  context.rect(...(isTop ? [left, 0, width - left, top] : [0, top, left, height - top]));
  context.clip();
  const active = (view.hover ?? view.cursor)?.[isTop ? "column" : "row"];
  for (const { app, position, size, first, end, start, folded } of applications) {
    const from = Math.max(origin, origin + position - scroll);
    const to = Math.min(far, origin + position + size - scroll);
    const isActive = active?.app === app;
    context.fillStyle = palette.band;
    rectangle(from, 0, to - from, thick);
    context.fillStyle = palette.lineStrong;
    if (size >= 6) rectangle(origin + position - scroll - 1, 0, 1, depth);
    const hasMembers = !folded && cell >= readable;
    if (hasMembers) drawName(context, view, app, { from, to, thick, isTop, isActive });
    else if (to - from >= readableApplication) drawInstead(context, view, app, { from, to, depth, thick, isTop, isActive, folded });
    if (!hasMembers) continue;
    for (let member = first; member < end; member++) {
      const target = isTop ? member : data.targetOf[member];
      const at = origin + position + (member - start) * cell - scroll;
      const isOn = isActive && active.member === member;
      const isWarned = isTop && view.mode === "unneeded" && data.isUnneeded(target);
      if (isOn) {
        context.fillStyle = palette.accentSoft;
        rectangle(at, thick, cell, depth - thick);
      }
      if (isWarned || (!isTop && data.lost[member] > 0 && (view.mode === "broken" || view.mode === "declared"))) {
        context.fillStyle = isWarned ? palette.warn : palette.bad;
        triangle(context, isTop, at + cell / 2, depth - 6);
      }
      const colour = isOn ? palette.accent : isTop && !data.hasAddress(target) ? palette.faint : isWarned ? palette.warn : palette.ink;
      const picture = palette.text(data.labels[target], { font: palette.font(500, cell >= 17 ? 12 : 11, true), colour, room: depth - thick - 18, upright: isTop });
      if (isTop) put(context, view, picture, at + (cell - picture.width) / 2, depth - 10 - picture.height);
      else put(context, view, picture, depth - 10 - picture.width, at + (cell - picture.height) / 2);
    }
  }
  context.restore();
}

// A mark in the header points at the row or the column.
function triangle(context, isTop, along, across) {
  const [x, y] = isTop ? [along, across] : [across, along];
  context.beginPath();
  context.moveTo(x, y - 4);
  context.lineTo(x + 4, y + 3);
  context.lineTo(x - 4, y + 3);
  context.fill();
}

// The application's name over its members, wherever its part in sight begins.
function drawName(context, view, app, { from, to, thick, isTop, isActive }) {
  const { palette, data } = view;
  const room = to - from - 12;
  if (room < 24) return;
  const colour = isActive ? palette.accent : palette.ink;
  const name = palette.text(`▾ ${data.names[app]}`, { font: palette.font(600, 12, false), colour, room, upright: !isTop });
  if (!isTop) {
    put(context, view, name, (thick - name.width) / 2, (from + to - name.height) / 2);
    return;
  }
  put(context, view, name, from + 6, (thick - name.height) / 2);
  if (data.names[app] === data.namespaces[app]) return;
  const rest = room - name.width - 10;
  if (rest >= 40) put(context, view, palette.text(data.namespaces[app], { font: palette.font(400, 11, true), colour: palette.faint, room: rest }), from + 16 + name.width, (thick - name.height) / 2 + 1);
}

// The application's name where its members have none: it is folded, or they are too small.
function drawInstead(context, view, app, { from, to, depth, thick, isTop, isActive, folded }) {
  const { palette, data } = view;
  const middle = (from + to) / 2;
  const isWarned = isTop && view.mode === "unneeded" && data.unneededOf[app] > 0;
  const colour = isActive ? palette.accent : isWarned ? palette.warn : palette.ink;
  const picture = palette.text(`${folded ? "▸" : "▾"} ${data.names[app]}`, { font: palette.font(600, 11, false), colour, room: depth - 18 - (isTop ? 0 : 2), upright: isTop });
  if (isWarned) {
    context.fillStyle = palette.warn;
    triangle(context, true, middle, thick / 2);
  }
  if (isTop) put(context, view, picture, middle - picture.width / 2, depth - 8 - picture.height);
  else put(context, view, picture, depth - 8 - picture.width, middle - picture.height / 2);
}
