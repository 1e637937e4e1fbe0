/** A shop in React 19, which by itself sets the properties of elements and listens to their events. */
import { createElement, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { TenderReadyEvent } from '../../../../components/index.ts';
import type { OrderOnPage } from '../../../support/element-shop.ts';

const read = (id: string): string => document.querySelector(`#${id}`)?.textContent ?? '';
const { token, endpoint } = JSON.parse(read('order')) as OrderOnPage;

function Checkout() {
  const [methods, setMethods] = useState(0);
  const [paid, setPaid] = useState(false);
  const [shown, setShown] = useState(true);
  return createElement(
    'section',
    null,
    createElement('output', null, paid ? 'Packing' : `${methods} methods`),
    createElement('button', { onClick: () => setShown(!shown) }, shown ? 'Hide' : 'Show'),
    shown &&
      createElement(
        'tender-checkout',
        {
          order: token,
          endpoint,
          'ontender-ready': (event: TenderReadyEvent) => setMethods(event.methods.length),
          'ontender-paid': () => setPaid(true),
        },
        // A child of React's beside the nodes that the element puts there.
        createElement('b', { slot: 'pay-label' }, methods > 0 ? 'Pay now' : 'Wait'),
      ),
  );
}

const root = document.querySelector('#app');
if (root) createRoot(root).render(createElement(StrictMode, null, createElement(Checkout)));
