// The page: which model, its form, what the server says. Nothing here leaves for another host.
import {Fields} from './form.js';
import {show} from './answer.js';

const $ = id => document.getElementById(id);
let token = '';
let model = null;
let fields = null;

async function ask(path, body) {
  const headers = token ? {Authorization: 'Bearer ' + token} : {};
  const options = body === undefined
    ? {headers}
    : {method: 'POST', headers: {...headers, 'Content-Type': 'application/json'}, body};
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The server does not answer.');
  }
  if (response.status === 401) $('key').hidden = false;
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function trouble(error) {
  $('trouble').hidden = !error;
  $('trouble').textContent = error ? error.message : '';
}

async function choose(name) {
  trouble();
  model = await ask('models/' + encodeURIComponent(name));
  const about = model.signature;
  fields = new Fields($('fields'), about, () => $('json').value = text());
  $('json').value = text();
  $('find').hidden = about.steps !== undefined || fields.count < 12;
  $('find').value = '';
  $('fields').hidden = !fields.simple;
  $('asjson').open = !fields.simple;
  $('what').textContent = about.steps ? 'One sequence, a row per step' : 'One row';
  const test = about.metrics.test || about.metrics.validation || {};
  const auc = test.rocAuc === undefined ? '' : ` · ROC-AUC ${test.rocAuc.toFixed(4)} on the test split`;
  $('about').textContent = `${model.name} ${model.version}${auc}`;
  $('origin').textContent = `trained ${about.origin.created.slice(0, 10)} · `
    + Object.entries(about.origin.versions).map(([what, which]) => `${what} ${which}`).join(', ');
  document.title = `${model.name} · Lintel`;
  $('result').hidden = $('shares').hidden = true;
  $('empty').hidden = false;
  $('main').hidden = false;
}

const text = () => JSON.stringify(fields.value(), null, 1);

async function start() {
  try {
    const models = await ask('models');
    $('models').replaceChildren(...models.map(each => new Option(each.name, each.name)));
    $('chooser').hidden = models.length < 2;
    await choose(models[0].name);
    $('key').hidden = true;
  } catch (error) {
    trouble(error);
  }
}

$('models').addEventListener('change', () => choose($('models').value).catch(trouble));
$('find').addEventListener('input', () => fields.find($('find').value));
$('key').addEventListener('submit', event => {
  event.preventDefault();
  token = $('token').value.trim();
  start();
});
$('ask').addEventListener('reset', () => setTimeout(() => {
  fields.clear();
  $('json').value = text();
}));
$('json').addEventListener('change', () => {
  try {
    fields.fill(JSON.parse($('json').value));
    trouble();
  } catch (error) {
    trouble(error);
  }
});
$('ask').addEventListener('submit', async event => {
  event.preventDefault();
  trouble();
  fields.mark('');
  try {
    const query = model.shares ? '?shares=true' : '';
    const answer = await ask('predict/' + encodeURIComponent(model.name) + query, $('json').value);
    $('empty').hidden = true;
    show(answer, model.signature, $('result'), $('shares'));
  } catch (error) {
    trouble(error);
    fields.mark((/column '([^']*)'/.exec(error.message) || [])[1] || '');
  }
});
start();
