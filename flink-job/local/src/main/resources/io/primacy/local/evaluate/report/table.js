// Tables that sort by the column whose head is pressed; what has no figure comes last.
(() => {
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.classList.contains('n')
      ? (cell.dataset.sort === undefined ? null : Number(cell.dataset.sort))
      : cell.textContent;
  };
  const compare = (a, b) => (typeof a === 'string' ? a.localeCompare(b, 'en', {numeric: true}) : a - b);

  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const descending = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((h) => h.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        const rows = [...table.tBodies[0].rows];
        rows.sort((p, q) => {
          const [a, b] = [value(p, column), value(q, column)];
          if (a === null || b === null) {
            return (a === null) - (b === null);
          }
          return (descending ? -1 : 1) * compare(a, b);
        });
        table.tBodies[0].append(...rows);
      });
    });
  }
  report.draw();
})();
