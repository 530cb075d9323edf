"use strict";
// Printed tables, plots and findings are in the page as it is. This adds the panel that shows a value in its
// source, sorting, filtering, and the long lists, each filled when it first comes into view.
const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);
const panel = byId("evidence");
const facts = read("facts");
const flags = read("flags");
let opener = null;

// --- a value in its source -----------------------------------------------------------------------

// Offsets count code points, as in the warehouse; JavaScript's strings count UTF-16 units.
const texts = new Map();
function charactersOf(document_) {
  if (!texts.has(document_)) texts.set(document_, Array.from(byId(`text-${document_}`).textContent));
  return texts.get(document_);
}

// What folding a line break drops or changes is left out on both sides before they are compared.
const counts = (character) => !/[\s\u2010\u00ad\u200b\u2060\ufeff-]/u.test(character);

// The span of the quote that holds start:end; that span itself where the quote is not there.
function sentenceAround(characters, quote, start, end) {
  const wanted = Array.from(quote).filter(counts);
  const places = [];
  const reach = 3 * quote.length + 200;
  for (let at = Math.max(0, start - reach); at < Math.min(characters.length, end + reach); at += 1) {
    if (counts(characters[at])) places.push(at);
  }
  const fits = (first) => wanted.every((character, offset) => characters[places[first + offset]] === character);
  for (let first = 0; first + wanted.length <= places.length; first += 1) {
    const last = places[first + wanted.length - 1] + 1;
    if (wanted.length && places[first] <= start && end <= last && fits(first)) return [places[first], last];
  }
  return [start, end];
}

function element(name, text, className = "") {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

function show(link) {
  const [source, study, arm, field, words, place, sourceId, rule, start, end, quote] = facts[link.dataset.fact];
  const characters = charactersOf(source);
  const [from, to] = sentenceAround(characters, quote, start, end);
  const slice = (first, last) => characters.slice(first, last).join("");
  byId("evidence-title").textContent = `${[study, field, arm].filter(Boolean).join(" · ")}: ${words}`;
  byId("evidence-note").textContent = `${sourceId} · ${place} · rule ${rule}`;
  const value = element("mark", slice(start, end));
  const sentence = element("span", "", "sentence");
  sentence.append(slice(from, start), value, slice(end, to));
  const text = byId("evidence-text");
  text.replaceChildren(slice(0, from), sentence, slice(to, characters.length));
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

// --- long lists ----------------------------------------------------------------------------------

function cell(...contents) {
  const node = document.createElement("td");
  node.append(...contents);
  return node;
}

function valueCell(index, words) {
  const link = element("a", words, "value");
  link.href = `#source-${facts[index][0]}`;
  link.dataset.fact = index;
  const marks = (flags[index] ?? []).map(([number, severity, sign, message]) => {
    const mark = element("a", sign, `flag ${severity}`);
    mark.href = `#finding-${number}`;
    mark.title = message;
    mark.setAttribute("aria-label", `${severity}: ${message}`);
    return mark;
  });
  return cell(link, ...marks);
}

function factRow(index) {
  const [, study, arm, field, words, place] = facts[index];
  const row = document.createElement("tr");
  row.append(cell(study), cell(arm), cell(field), valueCell(index, words), cell(place));
  return row;
}

function listRow(values) {
  const row = document.createElement("tr");
  row.append(...values.map((value) => {
    const node = cell(String(value ?? ""));
    if (typeof value === "number") node.className = "number";
    return node;
  }));
  return row;
}

function fill(table) {
  if (table.tBodies[0].rows.length) return;
  const rows = table.dataset.rows
    ? read(table.dataset.rows).map(listRow)
    : [...facts.keys()].filter((index) => facts[index][0] === Number(table.dataset.document)).map(factRow);
  table.tBodies[0].append(...rows);
}

const lists = document.querySelectorAll("table[data-rows], table[data-document]");
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { watcher.unobserve(entry.target); fill(entry.target); }
}, { rootMargin: "600px" });
for (const table of lists) watcher.observe(table);
addEventListener("beforeprint", () => {
  for (const table of lists) if (!table.closest("details:not([open])")) fill(table);
});

// --- sorting and filtering -----------------------------------------------------------------------

const order = new Intl.Collator("en", { numeric: true });
const keyOf = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();

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
