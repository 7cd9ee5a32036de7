// The drawing: the server says where everything stands, here it becomes SVG. A box opens its step.

const SPACE = "http://www.w3.org/2000/svg";

function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function short(text, most = 19) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function arrow() {
  const head = shape("path", { d: "M0 0L8 4L0 8z", class: "head" });
  return shape("defs", {}, shape("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, head));
}

function way({ path, label, x, y, faint, source, target }) {
  const line = shape("path", { d: path, class: faint ? "way faint" : "way", "marker-end": "url(#arrow)" });
  if (!label) return [line];
  const width = 10 + 8 * label.length;
  return [line,
    shape("rect", { x: x - width / 2, y: y - 9, width, height: 17, rx: 8, class: "key-ground", "data-way": `${source} ${target}` }),
    shape("text", { x, y: y + 4, "text-anchor": "middle", class: "key-label" }, label)];
}

function box({ id, kind, title, x, y }, { width, height }, page, flaws) {
  const words = title || page.kinds[kind];
  const classes = ["box", flaws.has(id) ? "flawed" : "", page.start() === id ? "first" : ""].filter(Boolean).join(" ");
  const place = shape("g", { class: classes, "data-box": id, transform: `translate(${x} ${y})` },
    shape("title", {}, `${page.kinds[kind]}: ${words}`),
    shape("rect", { width, height, rx: 6 }),
    shape("text", { x: 12, y: 19, class: "small-words" }, short(page.kinds[kind], 24)),
    shape("text", { x: 12, y: 37, class: "words" }, short(words)));
  if (flaws.has(id)) place.append(shape("circle", { cx: width - 12, cy: 13, r: 4, class: "flaw-mark" }));
  return place;
}

export function createDrawing(root, page, open) {
  let lit = "";

  function draw(drawing, problems) {
    const flaws = new Set(problems.map(({ node }) => node));
    const picture = shape("svg", {
      viewBox: `0 0 ${drawing.width} ${drawing.height}`, width: drawing.width, height: drawing.height, role: "img", "aria-label": page.words.drawing,
    }, arrow(), ...drawing.lines.flatMap(way), ...drawing.boxes.map((one) => box(one, drawing.box, page, flaws)));
    root.replaceChildren(picture);
    light(lit);
  }

  function light(id) {
    lit = id;
    for (const one of root.querySelectorAll("[data-box]")) one.classList.toggle("lit", one.dataset.box === id);
    const found = root.querySelector(".lit");
    if (found) root.scrollTo({ top: found.getBBox().y + found.transform.baseVal.consolidate().matrix.f - root.clientHeight / 2 });
  }

  root.addEventListener("click", (event) => {
    const found = event.target.closest("[data-box]");
    if (found) open(found.dataset.box);
  });
  return { draw, light };
}
