// The fields of a row. Sequences, and rows of very many columns, are typed as JSON.
const MOST = 400;

export class Fields {
  /** @param changed called when a field has changed */
  constructor(place, signature, changed) {
    this.signature = signature;
    this.columns = signature.columns || [];
    this.count = this.columns.length;
    this.simple = !signature.steps && this.count > 0 && this.count <= MOST;
    this.inputs = new Map();
    if (this.simple) for (const column of this.columns) this.inputs.set(column.name, input(column));
    place.replaceChildren(...[...this.inputs].map(([name, field]) => labelled(name, field)));
    place.oninput = changed;
  }

  /** What to send. */
  value() {
    if (this.simple) return Object.fromEntries(this.columns.map(column => [column.name, this.read(column)]));
    const row = Object.fromEntries(this.columns.map(column => [column.name, example(column)]));
    return this.signature.steps ? Array(this.signature.steps.fewest).fill(row) : this.count ? row : {1: 0};
  }

  read(column) {
    const text = this.inputs.get(column.name).value.trim();
    if (text === '') return null;
    if (column.type === 'categorical') return text;
    if (column.type === 'boolean') return text === 'true';
    return Number.isFinite(Number(text)) ? Number(text) : text; // the server says what is wrong with a text
  }

  fill(row) {
    if (!this.simple || Array.isArray(row)) return;
    for (const [name, field] of this.inputs) field.value = row[name] === undefined || row[name] === null ? '' : row[name];
  }

  clear() {
    for (const field of this.inputs.values()) field.value = '';
  }

  find(text) {
    const wanted = text.trim().toLowerCase();
    for (const [name, field] of this.inputs) field.parentElement.hidden = !name.toLowerCase().includes(wanted);
  }

  /** Shows which column the server complains about. */
  mark(wrong) {
    for (const [name, field] of this.inputs) {
      field.classList.toggle('bad', name === wrong);
      if (name === wrong) field.focus();
    }
  }
}

function labelled(name, field) {
  const label = document.createElement('label');
  const text = document.createElement('span');
  text.textContent = text.title = name;
  label.append(text, field);
  return label;
}

function input(column) {
  if (column.type === 'boolean' || column.type === 'categorical' && column.categories.length <= 60 && !column.allowsUnseen) {
    const select = document.createElement('select');
    const choices = column.type === 'boolean' ? ['true', 'false'] : column.categories;
    select.append(new Option('', ''), ...choices.map(each => new Option(each, each)));
    return select;
  }
  const field = document.createElement('input');
  if (column.type === 'numeric') field.inputMode = 'decimal';
  if (column.type === 'categorical') {
    const list = document.createElement('datalist');
    list.id = 'list-' + Math.random().toString(36).slice(2);
    list.append(...column.categories.slice(0, 500).map(each => new Option(each)));
    field.setAttribute('list', list.id);
    field.append(list);
    queueMicrotask(() => field.after(list));
  }
  return field;
}

function example(column) {
  return column.type === 'categorical' ? column.categories[0] ?? null : column.type === 'boolean' ? false : 0;
}
