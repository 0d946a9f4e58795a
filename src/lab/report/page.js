"use strict";
// A click on a heading sorts its table by that column, a second click the other way round.
for (const table of document.querySelectorAll("table:not(.heat)")) {
  const body = table.tBodies[0];
  table.tHead.addEventListener("click", (event) => {
    const heading = event.target.closest("th");
    if (!heading) return;
    const column = heading.cellIndex;
    const numeric = heading.classList.contains("n");
    const factor = heading.dataset.down ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) delete other.dataset.down;
    if (factor === 1) heading.dataset.down = "1";
    const key = (row) => {
      const text = row.cells[column].textContent;
      if (!numeric) return text;
      const found = text.replaceAll(",", "").match(/[-+]?[0-9.]+/);
      const unit = { ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 }[text.match(/ (ns|µs|ms|s)\b/)?.[1]] ?? 1;
      return found ? Number(found[0]) * unit : -Infinity;
    };
    const rows = [...body.rows].map((row) => [key(row), row]);
    rows.sort(([a], [b]) => factor * (a < b ? -1 : a > b ? 1 : 0));
    body.append(...rows.map(([, row]) => row));
  });
}
// A link to something folded away unfolds it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();
document.documentElement.dataset.sorts = "yes";
