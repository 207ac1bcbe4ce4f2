// How an answer looks: the decision, the probabilities, and what each column adds to the log-odds.
const SVG = 'http://www.w3.org/2000/svg';
const MOST_SHARES = 14;
const MOST_CLASSES = 12;

export function show(answer, signature, result, shares) {
  const first = Array.isArray(answer) ? answer[0] : answer;
  result.replaceChildren(...(first.steps ? steps(first.steps) : one(first, signature)));
  if (Array.isArray(answer) && answer.length > 1) result.append(node('p', 'hint', `The first of ${answer.length} answers.`));
  result.hidden = false;
  shares.hidden = !first.shares;
  if (first.shares) shares.replaceChildren(...explain(first.shares));
}

function one(answer, signature) {
  const parts = [node('p', 'label', answer.label || 'none of them')];
  const names = Object.entries(answer.probabilities).sort((a, b) => b[1] - a[1]);
  const positions = signature.kind === 'binary' ? [signature.classes[1]] : signature.classes;
  for (const [name, probability] of names.slice(0, MOST_CLASSES)) {
    parts.push(bar(name, probability, signature.thresholds[positions.indexOf(name)]));
  }
  if (names.length > MOST_CLASSES) parts.push(node('p', 'hint', `and ${names.length - MOST_CLASSES} less probable ones`));
  if (signature.thresholds.length) parts.push(node('p', 'hint', 'The mark is the threshold of the decision.'));
  return parts;
}

function bar(name, probability, threshold) {
  const row = node('div', 'row');
  const names = node('div', 'names');
  names.append(node('span', '', name), node('b', '', percent(probability)));
  const svg = drawing(100, 10, 'none');
  svg.append(shape('rect', {x: 0, y: 0, width: 100 * probability, height: 10, class: 'fill'}));
  if (threshold !== undefined) {
    const at = 100 * threshold;
    svg.append(shape('line', {x1: at, x2: at, y1: 0, y2: 10, class: 'mark', 'vector-effect': 'non-scaling-stroke'}));
  }
  svg.setAttribute('width', '100%');
  svg.setAttribute('height', '8');
  const track = node('div', 'track');
  track.append(svg);
  row.append(names, track);
  return row;
}

function percent(probability) {
  if (probability > 0 && probability < 0.0001) return probability.toExponential(1);
  if (probability < 1 && probability > 0.9999) return '> 99.99 %';
  return (100 * probability).toFixed(2) + ' %';
}

function steps(all) {
  const table = document.createElement('table');
  const head = table.insertRow();
  for (const name of ['Step', 'Label', ...Object.keys(all[0].probabilities)]) {
    head.append(node('th', '', name));
  }
  all.slice(0, 200).forEach((answer, i) => {
    const row = table.insertRow();
    row.append(node('td', 'number', String(i + 1)), node('td', '', answer.label));
    for (const value of Object.values(answer.probabilities)) row.append(node('td', 'number', percent(value)));
  });
  return [table];
}

function explain(shares) {
  const all = Object.entries(shares.columns).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const rest = all.slice(MOST_SHARES);
  const shown = all.slice(0, MOST_SHARES);
  if (rest.length) shown.push([`${rest.length} others`, rest.reduce((sum, [, value]) => sum + value, 0)]);
  const sum = node('div', 'sum');
  sum.append(node('span', '', `base ${signed(shares.base)}`), node('span', '', `log-odds ${signed(shares.logOdds)}`));
  return [node('h2', '', `What speaks for and against ${shares.of}`), chart(shown), sum,
    node('p', 'hint', 'In log-odds, beside the base: what the model says where every number is at its centre.')];
}

function chart(rows) {
  const height = 22;
  const svg = drawing(440, rows.length * height + 4, 'xMinYMin meet');
  svg.classList.add('bars');
  const most = Math.max(...rows.map(([, value]) => Math.abs(value)), 1e-9);
  const zero = 285;
  const room = 95;
  svg.append(shape('line', {x1: zero, x2: zero, y1: 0, y2: rows.length * height, class: 'axis'}));
  rows.forEach(([name, value], i) => {
    const y = i * height;
    const width = Math.abs(value) / most * room;
    const left = value < 0 ? zero - width : zero;
    svg.append(shape('rect', {x: left, y: y + 5, width, height: height - 9, rx: 2, class: value < 0 ? 'against' : 'for'}));
    svg.append(label(name.length > 26 ? name.slice(0, 25) + '…' : name, 0, y + 15, 'start', ''));
    const at = value < 0 ? left - 4 : left + width + 4;
    svg.append(label(signed(value), at, y + 15, value < 0 ? 'end' : 'start', 'soft'));
  });
  return svg;
}

function label(text, x, y, anchor, kind) {
  const element = shape('text', {x, y, 'text-anchor': anchor, class: kind});
  element.textContent = text;
  return element;
}

const signed = value => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);

function drawing(width, height, fit) {
  return shape('svg', {viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: fit});
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function node(name, kind, text) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  if (text !== undefined) element.textContent = text;
  return element;
}
