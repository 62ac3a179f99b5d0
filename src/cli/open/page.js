"use strict";

const KINDS = [
  ["hair", "Hair", "--hair", true],
  ["skin", "Skin", "--skin", true],
  ["card", "Gray card", "--card", false],
  ["strip", "Strip", "--strip", false],
  ["chart", "Color chart", "--chart", false],
  ["crop", "Look only here", "--crop", false],
  ["treat", "Treated area", "--treat", true],
];
const SMALLEST = 6;
// The patches at the corners of a color chart, in the order of the command line.
const CORNERS = ["dark skin", "bluish green", "black", "white"];

const at = (id) => document.getElementById(id);
const photos = [];
let current = null;
let kind = "hair";
let wanted = 0;

// ---- the server

async function ask(path, body) {
  const reply = await fetch(path, { method: body === undefined ? "GET" : "POST", body });
  if (!reply.ok) throw new Error(await reply.text());
  return reply;
}

function say(words) {
  at("status").textContent = words;
}

// ---- photos

// What is wrong with one file must stay in sight while the next are read.
async function each(files, take) {
  at("refused").textContent = "";
  for (const file of files) {
    say(`Reading ${file.name} …`);
    try {
      await take(file);
    } catch (error) {
      say("");
      at("refused").append(`${file.name}: ${error.message}\n`);
    }
  }
}

function addPhotos(files) {
  return each(files, async (file) => {
    const reply = await ask(`photos/new/${encodeURIComponent(file.name)}`, file);
    adopt(await reply.json());
  });
}

function adopt(found) {
  const called = found.name.split(/[/\\]/).pop();
  const photo = { ...found, called, boxes: [], past: [], answer: null, simulated: false };
  photos.push(photo);
  const button = document.createElement("button");
  button.type = "button";
  const picture = document.createElement("img");
  picture.src = `photos/${photo.id}/picture`;
  picture.alt = "";
  const name = document.createElement("span");
  name.textContent = photo.called;
  photo.told = document.createElement("b");
  button.append(picture, name, photo.told);
  button.addEventListener("click", () => show(photo));
  photo.button = button;
  const item = document.createElement("li");
  item.append(button);
  at("thumbnails").append(item);
  document.querySelector("nav").hidden = photos.length < 2;
  show(photo);
}

function show(photo) {
  current = photo;
  for (const other of photos) other.button.setAttribute("aria-current", other === photo);
  at("work").hidden = false;
  at("photo").src = `photos/${photo.id}/picture`;
  at("photo").alt = `The photo ${photo.called}`;
  at("zones").removeAttribute("src");
  at("compared").hidden = true;
  at("simulated").textContent = "";
  zoom();
  draw();
  answer();
}

// From the whole photo to its pixels; what is in the middle stays there.
function zoom() {
  if (!current) return;
  const view = at("view");
  const { clientWidth, clientHeight } = view;
  const high = parseFloat(getComputedStyle(view).maxHeight);
  const whole = Math.floor(Math.min(clientWidth, (high * current.width) / current.height));
  const share = Number(at("zoom").value) / 100;
  const most = Math.max(whole, current.width * 2);
  const middle = [
    (view.scrollLeft + clientWidth / 2) / view.scrollWidth,
    (view.scrollTop + clientHeight / 2) / view.scrollHeight,
  ];
  at("sheet").style.width = `${whole * Math.pow(most / whole, share)}px`;
  view.scrollLeft = middle[0] * view.scrollWidth - clientWidth / 2;
  view.scrollTop = middle[1] * view.scrollHeight - clientHeight / 2;
}

// ---- palettes

async function addPalettes(files) {
  await each(files, async (file) => {
    const reply = await ask(`palettes/new/${encodeURIComponent(file.name)}`, file);
    const known = [...at("palette").options].find((option) => option.value === file.name);
    const option = known || document.createElement("option");
    option.value = file.name;
    option.textContent = await reply.text();
    option.selected = true;
    at("palette").append(option);
  });
  if (current) answer();
}

// ---- what is asked

function has(kind) {
  return current.boxes.some((box) => box.kind === kind);
}

function options() {
  const words = [];
  for (const [name, , option] of KINDS) {
    for (const box of current.boxes.filter((box) => box.kind === name)) {
      words.push(option, numbers(box).join(","));
    }
  }
  const reference = at("reference").value;
  if (reference && !has(reference)) words.push(`--${reference}`, "auto");
  for (const field of at("controls").elements) {
    if (field.name && field.value) words.push(field.name, field.value);
  }
  const shades = at("shades").value;
  if (shades && has("strip")) words.push("--strip-shades", shades);
  const across = at("across").value;
  if (across) words.push("--mm-across", across);
  if (current.simulated) words.push("--preview", "treated.png");
  for (const field of ["client", "notes"]) {
    if (at(field).value) words.push(`--${field}`, at(field).value);
  }
  return words;
}

async function answer() {
  const photo = current;
  const turn = ++wanted;
  const start = performance.now();
  if (has("strip") && !at("shades").value) {
    return fail(photo, "write how many parts of water are in the strip's cells, such as 6,10,15,20");
  }
  say(`Looking at ${photo.called} …`);
  try {
    const reply = await ask(`photos/${photo.id}/answer`, JSON.stringify(options()));
    const found = await reply.json();
    if (photo !== current) photo.told.textContent = found.verdict;
    if (turn !== wanted) return;
    tell(photo, found);
    if (photo.simulated) await simulate(photo, turn);
    say(`${photo.called}: answered in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
  } catch (error) {
    if (turn === wanted) fail(photo, error.message);
  }
}

// An answer that was given before holds no more.
function fail(photo, why) {
  at("verdict").textContent = photo.told.textContent = "no answer";
  at("advice").textContent = why;
  for (const part of ["why", "change", "text", "command"]) at(part).textContent = "";
  at("lines").replaceChildren();
  at("zones").removeAttribute("src");
  at("plotted").hidden = true;
  say(`${photo.called}: ${why}`);
}

function tell(photo, found) {
  const before = photo.answer;
  photo.answer = found;
  at("verdict").textContent = found.verdict;
  at("advice").textContent = found.advice;
  at("why").textContent = found.why || "";
  const changed = before && before.shade !== found.shade;
  at("change").textContent = changed ? `Before this change: shade ${before.shade || "none"}` : "";
  at("text").textContent = found.text;
  at("command").textContent = found.command;
  photo.told.textContent = found.verdict;
  at("zones").src = found.zones;
  const old = new Map(before ? before.lines : []);
  at("lines").replaceChildren(...found.lines.flatMap((line) => told(line, old.get(line[0]))));
  at("plots").replaceChildren(...found.plots.map(plot));
  at("plotted").hidden = found.plots.length === 0;
}

// A plot comes as an element, drawn by the same hand as that of the client's page.
function plot({ title, svg, note }) {
  const figure = document.createElement("figure");
  figure.innerHTML = svg;
  const name = document.createElement("h3");
  name.textContent = title;
  const words = document.createElement("figcaption");
  words.className = "note";
  words.textContent = note;
  figure.prepend(name);
  figure.append(words);
  return figure;
}

// What a line is about, and what it says beside a patch of its color; what it said before, if that was
// something else.
function told([about, words, color], before) {
  const name = document.createElement("dt");
  name.textContent = about;
  const text = document.createElement("dd");
  if (color) {
    const patch = document.createElement("span");
    patch.className = "patch";
    patch.style.background = color;
    text.append(patch);
  }
  text.append(words);
  if (before && before !== words) {
    const was = document.createElement("small");
    was.textContent = `before: ${before}`;
    text.append(was);
  }
  return [name, text];
}

// ---- boxes

function change(edit) {
  current.past.push(JSON.stringify(current.boxes));
  edit();
  draw();
  answer();
}

function undo() {
  const past = current && current.past.pop();
  if (!past) return;
  current.boxes = JSON.parse(past);
  draw();
  answer();
}

function put(box) {
  const only = !KINDS.find(([name]) => name === box.kind)[3];
  if (only) current.boxes = current.boxes.filter((other) => other.kind !== box.kind);
  current.boxes.push(box);
}

// A color chart is seen from the side and turned: it has four corners where others have sides.
function numbers({ x, y, w, h, corners }) {
  return corners ? corners.flat() : [x, y, w, h];
}

function bounds({ corners, ...sides }) {
  if (!corners) return sides;
  const [x, y] = [0, 1].map((axis) => Math.min(...corners.map((corner) => corner[axis])));
  const [right, bottom] = [0, 1].map((axis) => Math.max(...corners.map((corner) => corner[axis])));
  return { x, y, w: right - x, h: bottom - y };
}

function clamp(value, low, high) {
  return Math.round(Math.min(Math.max(value, low), high));
}

// The box from one place to another. Of a chart these are dark skin and black: which way they lie tells
// how it is turned, as its corners run clockwise.
function spanned(from, to) {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  if (kind !== "chart") return { kind, x, y, w: Math.abs(to.x - from.x), h: Math.abs(to.y - from.y) };
  const beside = [[to.x, from.y], [from.x, to.y]];
  if ((from.x < to.x) !== (from.y < to.y)) beside.reverse();
  return { kind, corners: [[from.x, from.y], beside[0], [to.x, to.y], beside[1]] };
}

// The box with one of its handles moved, or the whole of it where none is named.
function moved(box, grip, right, down) {
  const { width, height } = current;
  if (grip === undefined) {
    const { x, y, w, h } = bounds(box);
    const [across, along] = [clamp(right, -x, width - x - w), clamp(down, -y, height - y - h)];
    return box.corners
      ? { ...box, corners: box.corners.map(([x, y]) => [x + across, y + along]) }
      : { ...box, x: x + across, y: y + along };
  }
  if (box.corners) {
    const [x, y] = box.corners[grip];
    const corner = [clamp(x + right, 0, width), clamp(y + down, 0, height)];
    return { ...box, corners: box.corners.map((old, index) => (index === grip ? corner : old)) };
  }
  const { x, y, w, h } = box;
  return { ...box, w: clamp(w + right, SMALLEST, width - x), h: clamp(h + down, SMALLEST, height - y) };
}

function title(box) {
  return KINDS.find(([name]) => name === box.kind)[1];
}

function draw() {
  at("boxes").replaceChildren(...current.boxes.map(handle));
  at("undo").disabled = current.past.length === 0;
  at("drawn").replaceChildren();
  for (const box of current.boxes) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Delete ${title(box)} box`;
    button.addEventListener("click", () => drop(box));
    const item = document.createElement("li");
    item.append(button);
    at("drawn").append(item);
  }
}

function drop(box) {
  change(() => { current.boxes = current.boxes.filter((other) => other !== box); });
}

function handle(box) {
  const frame = document.createElement("div");
  frame.className = `box ${box.kind}`;
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const name = document.createElement("span");
  name.textContent = title(box);
  frame.append(name);
  if (box.corners) {
    frame.insertAdjacentHTML("beforeend", '<svg preserveAspectRatio="none"><polygon></polygon></svg>');
    frame.append(...CORNERS.map(corner));
  } else {
    frame.append(document.createElement("i"));
  }
  lay(frame, box);
  frame.addEventListener("keydown", (event) => key(event, box));
  return frame;
}

function corner() {
  const grip = document.createElement("i");
  grip.tabIndex = 0;
  grip.setAttribute("role", "group");
  return grip;
}

function lay(frame, box) {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  const { x, y, w, h } = bounds(box);
  frame.style.left = percent(x, current.width);
  frame.style.top = percent(y, current.height);
  frame.style.width = percent(w, current.width);
  frame.style.height = percent(h, current.height);
  if (!box.corners) {
    return frame.setAttribute("aria-label", `${title(box)}: ${x}, ${y}, ${w} wide, ${h} high`);
  }
  frame.setAttribute("aria-label", `${title(box)}, with four corners`);
  frame.querySelector("svg").setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  frame.querySelector("polygon").setAttribute("points", numbers(box).join(" "));
  for (const [index, grip] of grips(frame).entries()) {
    const [across, down] = box.corners[index];
    grip.style.left = percent(across - x, w);
    grip.style.top = percent(down - y, h);
    grip.setAttribute("aria-label", `Corner at ${CORNERS[index]}: ${across}, ${down}`);
  }
}

function grips(frame) {
  return [...frame.querySelectorAll("i")];
}

// Which handle of its box an event is at; none where it is at the box itself.
function grip(event, frame) {
  const index = grips(frame).indexOf(event.target);
  return index < 0 ? undefined : index;
}

function key(event, box) {
  const frame = event.currentTarget;
  const index = current.boxes.indexOf(box);
  const held = grip(event, frame);
  const isFine = box.corners && event.shiftKey;
  const step = isFine ? 1 : Math.max(1, Math.round(current.width / 100));
  const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    drop(box);
  } else if (ways[event.key]) {
    event.preventDefault();
    const sized = event.shiftKey && !box.corners ? 0 : held;
    change(() => { current.boxes[index] = moved(box, sized, ...ways[event.key]); });
    const again = at("boxes").children[index];
    (grips(again)[held] || again).focus();
  }
}

// One gesture for mouse and finger: on the ground it draws, on a box it moves, on a handle it sizes.
function press(event) {
  if (!current || event.button) return;
  const ground = at("boxes");
  const from = place(event);
  const frame = event.target.closest(".box");
  const old = frame && current.boxes[[...ground.children].indexOf(frame)];
  const held = frame && grip(event, frame);
  const shown = frame || handle(spanned(from, from));
  let box = old;
  if (!frame) ground.append(shown);
  ground.setPointerCapture(event.pointerId);
  const move = (event) => {
    const to = place(event);
    box = old ? moved(old, held, to.x - from.x, to.y - from.y) : spanned(from, to);
    lay(shown, box);
  };
  const end = (event) => {
    ground.removeEventListener("pointermove", move);
    ground.removeEventListener("pointerup", end);
    ground.removeEventListener("pointercancel", end);
    const { w, h } = box ? bounds(box) : { w: 0, h: 0 };
    const isMeant = event.type === "pointerup" && box !== old && Math.min(w, h) >= SMALLEST;
    if (isMeant && old) {
      change(() => { current.boxes[current.boxes.indexOf(old)] = box; });
    } else if (isMeant) {
      change(() => put(box));
    } else {
      draw();
    }
    const again = at("boxes").children[current.boxes.indexOf(box)];
    if (again) (grips(again)[held] || again).focus({ preventScroll: true });
  };
  ground.addEventListener("pointermove", move);
  ground.addEventListener("pointerup", end);
  ground.addEventListener("pointercancel", end);
}

function place(event) {
  const side = at("boxes").getBoundingClientRect();
  const { width, height } = current;
  return {
    x: clamp(((event.clientX - side.left) / side.width) * width, 0, width),
    y: clamp(((event.clientY - side.top) / side.height) * height, 0, height),
  };
}

// Without a mouse: a box in the middle, to be moved with the arrow keys.
function insert() {
  const share = (part) => ({ x: Math.round(current.width * part), y: Math.round(current.height * part) });
  change(() => put(spanned(share(0.4), share(0.6))));
  at("boxes").lastElementChild.focus();
}

function tools() {
  for (const [name, words] of KINDS) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "kind";
    radio.value = name;
    radio.checked = name === kind;
    radio.addEventListener("change", () => {
      kind = name;
      at("of-chart").hidden = kind !== "chart";
    });
    label.append(radio, ` ${words}`);
    at("tools").append(label);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.id = "insert";
  button.textContent = "Put a box in the middle";
  button.addEventListener("click", insert);
  at("tools").append(button);
}

// ---- what is taken along

async function take(form) {
  const reply = await ask(`photos/${current.id}/report.${form}`, JSON.stringify(options()));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = `${current.called.replace(/\.[^.]*$/, "")}.${form}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function simulate(photo, turn) {
  at("simulated").textContent = "Setting dots …";
  try {
    const reply = await ask(`photos/${photo.id}/preview`, JSON.stringify(options()));
    const picture = await reply.blob();
    if (turn !== wanted) return;
    at("simulated").textContent = decodeURIComponent(reply.headers.get("x-words"));
    URL.revokeObjectURL(at("after").src);
    at("after").src = URL.createObjectURL(picture);
    at("before").src = `photos/${photo.id}/picture`;
    at("compared").hidden = false;
    slide();
  } catch (error) {
    at("compared").hidden = true;
    at("simulated").textContent = error.message;
  }
}

function slide() {
  at("before").style.clipPath = `inset(0 ${100 - Number(at("slider").value)}% 0 0)`;
}

// ---- begin

tools();
at("files").addEventListener("change", (event) => addPhotos(event.target.files));
at("palettes").addEventListener("change", (event) => {
  event.stopPropagation();
  addPalettes(event.target.files);
});
at("boxes").addEventListener("pointerdown", press);
at("undo").addEventListener("click", undo);
at("zoom").addEventListener("input", zoom);
at("slider").addEventListener("input", slide);
at("simulate").addEventListener("click", () => {
  current.simulated = true;
  answer();
});
at("across").addEventListener("change", answer);
for (const field of ["client", "notes"]) at(field).addEventListener("change", answer);
at("controls").addEventListener("change", () => { if (current) answer(); });
at("controls").addEventListener("submit", (event) => event.preventDefault());
at("copy").addEventListener("click", () => {
  navigator.clipboard.writeText(at("command").textContent).then(() => say("Copied."), (error) => say(error.message));
});
at("show-zones").addEventListener("change", (event) => { at("zones").hidden = !event.target.checked; });
for (const button of document.querySelectorAll("[data-report]")) {
  button.addEventListener("click", () => take(button.dataset.report).catch((error) => say(error.message)));
}
addEventListener("resize", zoom);
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", () => document.body.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  addPhotos(event.dataTransfer.files);
});
ask("photos").then(async (reply) => {
  for (const found of await reply.json()) adopt(found);
}).catch((error) => say(error.message));
