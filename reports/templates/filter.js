(() => {
  const box = document.getElementById("filter");
  if (!box) return;
  const rows = [...document.querySelectorAll("#signals-table tr.signal")];
  const texts = new Map(rows.map((row) => [row, (row.textContent + " " + row.closest("tbody").rows[0].textContent).toLowerCase()]));
  const [words, type, actor] = box.querySelectorAll("input, select");
  const said = box.querySelector("output");
  const fill = (select, values) => values.forEach((value) => select.add(new Option(value, value)));
  fill(type, [...new Set(rows.map((row) => row.dataset.type))].sort());
  fill(actor, [...new Set(rows.map((row) => row.dataset.actor))].sort());
  const sift = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row) => {
      const fits = (!type.value || row.dataset.type === type.value) && (!actor.value || row.dataset.actor === actor.value)
        && wanted.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    });
    document.querySelectorAll("#signals-table tbody").forEach((body) => {
      body.hidden = !body.querySelector("tr.signal:not([hidden])");
    });
    const sifting = wanted.length || type.value || actor.value;
    document.querySelectorAll("#signals-table details.more").forEach((more) => { if (sifting) more.open = true; });
    said.value = sifting ? `${shown} of ${rows.length} signals` : "";
  };
  box.addEventListener("input", sift);
  box.addEventListener("submit", (event) => event.preventDefault());
  box.hidden = false;
})();
