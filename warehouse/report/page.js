"use strict";
// The page reads without this script; it adds the source panel, sorting and filtering.
const byId = (id) => document.getElementById(id);
const panel = byId("evidence");
const facts = JSON.parse(byId("facts").textContent);
let opener = null;

// Offsets count code points, as in the warehouse; JavaScript's strings count UTF-16 units.
const points = new Map();
function textOf(source) {
  if (!points.has(source)) points.set(source, Array.from(byId(`text-${source}`).textContent));
  return points.get(source);
}

function piece(characters, start, end, name, className = "") {
  const node = document.createElement(name);
  node.textContent = characters.slice(start, end).join("");
  if (className) node.className = className;
  return node;
}

function show(link) {
  const [source, title, note, from, start, end, to] = facts[link.dataset.fact];
  const characters = textOf(source);
  byId("evidence-title").textContent = title;
  byId("evidence-note").textContent = note;
  const sentence = document.createElement("span");
  sentence.className = "sentence";
  const value = piece(characters, start, end, "mark");
  sentence.append(piece(characters, from, start, "span"), value, piece(characters, end, to, "span"));
  const text = byId("evidence-text");
  text.replaceChildren(piece(characters, 0, from, "span"), sentence, piece(characters, to, characters.length, "span"));
  for (const other of document.querySelectorAll('a.value[aria-current="true"]')) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  opener = link;
  panel.hidden = false;
  text.scrollTop = value.offsetTop - text.offsetTop - text.clientHeight / 3;
  text.focus({ preventScroll: true });
}

function close() {
  panel.hidden = true;
  if (opener) opener.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.value");
  if (link) { event.preventDefault(); show(link); }
});
byId("close").addEventListener("click", close);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });

const order = new Intl.Collator("en", { numeric: true });
function keyOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.key ?? cell.textContent.trim();
}
function sort(header) {
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  const body = header.closest("table").tBodies[0];
  const rows = [...body.rows].sort((one, other) => {
    const [a, b] = [keyOf(one, header.cellIndex), keyOf(other, header.cellIndex)];
    if (a === "" || b === "") return (a === "") - (b === "");  // what is not reported comes last either way
    return order.compare(a, b) * (ascending ? 1 : -1);
  });
  for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  body.append(...rows);
}
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => sort(button.parentNode));
}

for (const input of document.querySelectorAll("input[type=search]")) {
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of byId(input.dataset.table).tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    byId(`${input.id}-count`).textContent = words.length ? `${shown} shown` : "";
  });
}
