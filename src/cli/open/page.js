"use strict";

const KINDS = [
  ["hair", "Hair", "--hair", true],
  ["skin", "Skin", "--skin", true],
  ["card", "Gray card", "--card", false],
  ["strip", "Strip", "--strip", false],
  ["chart", "Chart corners", "--chart", false],
  ["crop", "Look only here", "--crop", false],
  ["treat", "Treated area", "--treat", true],
];
const SMALLEST = 6;

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

async function add(files) {
  for (const file of files) {
    say(`Reading ${file.name} …`);
    try {
      const reply = await ask(`photos/new/${encodeURIComponent(file.name)}`, file);
      adopt(await reply.json());
    } catch (error) {
      say(`${file.name}: ${error.message}`);
    }
  }
}

function adopt(found) {
  const photo = { ...found, boxes: [], past: [], answer: null, simulated: false };
  photos.push(photo);
  const button = document.createElement("button");
  button.type = "button";
  const picture = document.createElement("img");
  picture.src = `photos/${photo.id}/picture`;
  picture.alt = "";
  const name = document.createElement("span");
  name.textContent = photo.name;
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
  at("photo").alt = `The photo ${photo.name}`;
  at("zones").removeAttribute("src");
  at("compared").hidden = true;
  at("simulated").textContent = "";
  zoom();
  draw();
  answer();
}

function zoom() {
  if (!current) return;
  const fit = at("view").clientWidth;
  const share = Number(at("zoom").value) / 100;
  const most = Math.max(fit, current.width * 2);
  at("sheet").style.width = `${fit * Math.pow(most / fit, share)}px`;
}

// ---- palettes

async function addPalettes(files) {
  for (const file of files) {
    try {
      const reply = await ask(`palettes/new/${encodeURIComponent(file.name)}`, file);
      const title = await reply.text();
      const known = [...at("palette").options].find((option) => option.value === file.name);
      const option = known || document.createElement("option");
      option.value = file.name;
      option.textContent = title;
      option.selected = true;
      at("palette").append(option);
    } catch (error) {
      return say(`${file.name}: ${error.message}`);
    }
  }
  if (current) answer();
}

// ---- what is asked

function options() {
  const words = [];
  for (const [name, , option] of KINDS) {
    for (const box of current.boxes.filter((box) => box.kind === name)) {
      words.push(option, name === "chart" ? corners(box) : [box.x, box.y, box.w, box.h].join(","));
    }
  }
  const reference = at("reference").value;
  if (reference && !current.boxes.some((box) => `--${box.kind}` === reference)) {
    words.push(reference, "auto");
  }
  for (const field of at("controls").elements) {
    if (field.name && field.value) words.push(field.name, field.value);
  }
  const across = at("across").value;
  if (across) words.push("--mm-across", across);
  if (current.simulated) words.push("--preview", "treated.png");
  for (const field of ["client", "notes"]) {
    if (at(field).value) words.push(`--${field}`, at(field).value);
  }
  return words;
}

function corners({ x, y, w, h }) {
  return [x, y, x + w, y, x + w, y + h, x, y + h].join(",");
}

async function answer() {
  const photo = current;
  const turn = ++wanted;
  const start = performance.now();
  say(`Looking at ${photo.name} …`);
  try {
    const reply = await ask(`photos/${photo.id}/answer`, JSON.stringify(options()));
    const found = await reply.json();
    if (photo !== current) photo.told.textContent = found.verdict;
    if (turn !== wanted) return;
    tell(photo, found);
    if (photo.simulated) await simulate(photo, turn);
    say(`${photo.name}: answered in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
  } catch (error) {
    if (turn === wanted) say(error.message);
  }
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
  at("plots").parentElement.hidden = found.plots.length === 0;
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

function within(box) {
  box.w = Math.min(Math.max(Math.round(box.w), SMALLEST), current.width);
  box.h = Math.min(Math.max(Math.round(box.h), SMALLEST), current.height);
  box.x = Math.min(Math.max(Math.round(box.x), 0), current.width - box.w);
  box.y = Math.min(Math.max(Math.round(box.y), 0), current.height - box.h);
  return box;
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
  frame.append(name, document.createElement("i"));
  lay(frame, box);
  frame.addEventListener("keydown", (event) => key(event, box));
  return frame;
}

function lay(frame, box) {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  frame.style.left = percent(box.x, current.width);
  frame.style.top = percent(box.y, current.height);
  frame.style.width = percent(box.w, current.width);
  frame.style.height = percent(box.h, current.height);
  frame.setAttribute("aria-label", `${title(box)}: ${box.x}, ${box.y}, ${box.w} wide, ${box.h} high`);
}

function key(event, box) {
  const step = Math.max(1, Math.round(current.width / 100));
  const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  const index = current.boxes.indexOf(box);
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    drop(box);
  } else if (ways[event.key]) {
    event.preventDefault();
    const [right, down] = ways[event.key];
    const moved = event.shiftKey
      ? { ...box, w: box.w + right, h: box.h + down }
      : { ...box, x: box.x + right, y: box.y + down };
    change(() => { current.boxes[index] = within(moved); });
    at("boxes").children[index].focus();
  }
}

// One gesture for mouse and finger: on the ground it draws, on a box it moves, on its corner it sizes.
function press(event) {
  if (!current || event.button) return;
  const ground = at("boxes");
  const from = place(event);
  const frame = event.target.closest(".box");
  const old = frame && current.boxes[[...ground.children].indexOf(frame)];
  const sizes = event.target.tagName === "I";
  const shown = frame || handle({ kind, x: from.x, y: from.y, w: 1, h: 1 });
  let box = old || null;
  if (!frame) ground.append(shown);
  ground.setPointerCapture(event.pointerId);
  const move = (event) => {
    const to = place(event);
    const [right, down] = [to.x - from.x, to.y - from.y];
    if (!old) {
      box = { kind, x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.abs(right), h: Math.abs(down) };
    } else if (sizes) {
      box = { ...old, w: old.w + right, h: old.h + down };
    } else {
      box = { ...old, x: old.x + right, y: old.y + down };
    }
    lay(shown, within({ ...box }));
  };
  const end = () => {
    ground.removeEventListener("pointermove", move);
    ground.removeEventListener("pointerup", end);
    ground.removeEventListener("pointercancel", end);
    if (old && box !== old) {
      change(() => { current.boxes[current.boxes.indexOf(old)] = within(box); });
    } else if (!old && box && box.w >= SMALLEST && box.h >= SMALLEST) {
      change(() => put(within(box)));
    } else {
      draw();
      if (frame) frame.focus();
    }
  };
  ground.addEventListener("pointermove", move);
  ground.addEventListener("pointerup", end);
  ground.addEventListener("pointercancel", end);
}

function place(event) {
  const side = at("boxes").getBoundingClientRect();
  return {
    x: ((event.clientX - side.left) / side.width) * current.width,
    y: ((event.clientY - side.top) / side.height) * current.height,
  };
}

// Without a mouse: a box in the middle, to be moved with the arrow keys.
function insert() {
  const { width, height } = current;
  change(() => put(within({ kind, x: width * 0.4, y: height * 0.4, w: width * 0.2, h: height * 0.2 })));
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
    radio.addEventListener("change", () => { kind = name; });
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
  link.download = `${current.name.replace(/\.[^.]*$/, "")}.${form}`;
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
at("files").addEventListener("change", (event) => add(event.target.files));
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
at("controls").addEventListener("change", answer);
at("controls").addEventListener("submit", (event) => event.preventDefault());
at("copy").addEventListener("click", () => navigator.clipboard.writeText(at("command").textContent));
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
  add(event.dataTransfer.files);
});
ask("photos").then(async (reply) => {
  for (const found of await reply.json()) adopt(found);
}).catch((error) => say(error.message));
