/** Shows in the panel what happens: in this page as the elements tell it, and in the shop. */
const panel = document.querySelector('.panel > details');
const list = panel?.querySelector('.panel-events');

/** A page that the shopper leaves tells nothing any more: what it told is kept for the next. */
const KEPT = 'panel-page-events';
const MOST = 40;

/** @param {{ at: number, from: string, name: string, detail?: string }} happening */
function show({ at, from, name, detail }) {
  list.querySelector('.panel-none')?.remove();
  const row = document.createElement('li');
  row.dataset.from = from;
  const time = document.createElement('time');
  time.textContent = new Date(at).toLocaleTimeString('en-GB');
  const what = document.createElement('b');
  what.textContent = name;
  row.append(time, ` ${from} `, what, detail ? ` ${detail}` : '');
  // Newest first; what comes late goes where it belongs.
  row.dataset.at = at;
  const older = [...list.children].find((other) => Number(other.dataset.at) <= at);
  list.insertBefore(row, older ?? null);
  while (list.children.length > MOST) list.lastElementChild.remove();
}

/** What is worth seeing of an event of Tender's elements. */
function detailOf(event) {
  const { method, methods, country, code, payment } = event;
  return [payment?.state, code, method, country, methods?.join(', ')].find(Boolean);
}

if (list) {
  for (const kept of JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')) show(kept);
  for (const name of [
    'ready',
    'method-change',
    'country-change',
    'before-pay',
    'processing',
    'authorized',
    'paid',
    'failed',
    'unknown',
    'error',
  ]) {
    document.addEventListener(`tender-${name}`, (event) => {
      const happening = { at: Date.now(), from: 'page', name: event.type, detail: detailOf(event) };
      show(happening);
      const kept = [...JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'), happening].slice(-MOST);
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    });
  }
  new EventSource('/panel/events').addEventListener('message', ({ data }) => {
    const { order, ...happening } = JSON.parse(data);
    show({ ...happening, from: 'shop', detail: `order ${order}` });
  });
  panel.addEventListener('toggle', () => {
    document.cookie = `panel=${panel.open ? 'open' : 'closed'}; path=/; samesite=lax`;
  });
}
