// What the hand does on the canvas, as moves of the view: drag or two fingers move, the wheel zooms, a trackpad moves, keys move the cursor.
const stillAClick = 4;
const wheelStep = 1.15;

// A wheel turns in large even steps and in one direction; a trackpad does not, and tells a pinch by the Ctrl key.
function isTrackpad(event) {
  return event.deltaMode === 0 && (event.deltaX !== 0 || !Number.isInteger(event.deltaY) || Math.abs(event.deltaY) < 50);
}

export function listenToPointers(canvas, actions) {
  const pointers = new Map();
  let start;
  let pinch;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const distance = () => {
    const [[x, y], [u, v]] = [...pointers.values()];
    return { length: Math.hypot(u - x, v - y), x: (x + u) / 2, y: (y + v) / 2 };
  };
  const release = (event) => {
    pointers.delete(event.pointerId);
    pinch = undefined;
    canvas.classList.remove("dragged");
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) start = { point: at(event), moved: false };
    else if (pointers.size === 2) {
      start.moved = true;
      pinch = distance();
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    const point = at(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") actions.hover(...point);
      return;
    }
    if (pinch && pointers.size === 2) {
      pointers.set(event.pointerId, point);
      const now = distance();
      actions.pan(pinch.x - now.x, pinch.y - now.y);
      if (pinch.length > 0) actions.zoom(now.length / pinch.length, now.x, now.y);
      pinch = now;
      return;
    }
    if (!start.moved && Math.hypot(point[0] - start.point[0], point[1] - start.point[1]) < stillAClick) return;
    if (!start.moved) {
      start.moved = true;
      canvas.classList.add("dragged");
      actions.leave();
    }
    actions.pan(before[0] - point[0], before[1] - point[1]);
    pointers.set(event.pointerId, point);
  });
  canvas.addEventListener("pointerup", (event) => {
    const wasClick = pointers.size === 1 && !start.moved;
    release(event);
    if (wasClick) actions.click(...at(event));
  });
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => {
    if (pointers.size === 0) actions.leave();
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      const lines = event.deltaMode === 1 ? 30 : 1;
      // Beyond the edge the page may scroll on.
      if (event.shiftKey || (isTrackpad(event) && !event.ctrlKey)) {
        const [x, y] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
        if (actions.pan(x * lines, y * lines)) event.preventDefault();
        return;
      }
      event.preventDefault();
      actions.zoom(event.ctrlKey ? Math.exp(-event.deltaY / 100) : event.deltaY < 0 ? wheelStep : 1 / wheelStep, ...at(event));
    },
    { passive: false },
  );
}

export function listenToKeys(canvas, actions) {
  const plain = {
    ArrowLeft: () => actions.move(0, -1),
    ArrowRight: () => actions.move(0, 1),
    ArrowUp: () => actions.move(-1, 0),
    ArrowDown: () => actions.move(1, 0),
    Home: () => actions.move(0, -Infinity),
    End: () => actions.move(0, Infinity),
    PageUp: () => actions.moveApplication(-1, 0),
    PageDown: () => actions.moveApplication(1, 0),
    Enter: actions.choose,
    Escape: actions.unpin,
    "+": () => actions.zoom(1.3),
    "=": () => actions.zoom(1.3),
    "-": () => actions.zoom(1 / 1.3),
    c: actions.copy,
    x: actions.fold,
    X: actions.foldAll,
    "[": () => actions.moveDeclared(-1),
    "]": () => actions.moveDeclared(1),
  };
  const shifted = { PageUp: () => actions.moveApplication(0, -1), PageDown: () => actions.moveApplication(0, 1) };
  const controlled = { Home: () => actions.move(-Infinity, -Infinity), End: () => actions.move(Infinity, Infinity) };
  canvas.addEventListener("keydown", (event) => {
    // On some keyboards a bracket takes AltGr, which is Ctrl and Alt to a browser.
    const isBracket = (event.key === "[" || event.key === "]") && event.getModifierState("AltGraph");
    if (event.metaKey || (event.altKey && !isBracket)) return;
    const keys = event.ctrlKey && !isBracket ? controlled : event.shiftKey && shifted[event.key] ? shifted : plain;
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });
}
