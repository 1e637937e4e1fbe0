/** A shop's checkout in React, with Stripe's own components and nothing of ours. */
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { createElement, useState, type SyntheticEvent } from 'react';
import { createRoot } from 'react-dom/client';

const query = new URLSearchParams(location.search);
const clientSecret = query.get('secret') ?? '';
const stripe = loadStripe(query.get('key') ?? '');

function Checkout() {
  const stripe = useStripe();
  const elements = useElements();
  const [message, setMessage] = useState('');
  const pay = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!stripe || !elements) return;
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: new URL('/thanks', location.href).href },
      redirect: 'if_required',
    });
    setMessage(error?.message ?? paymentIntent?.status ?? '');
  };
  return createElement(
    'form',
    { onSubmit: (event: SyntheticEvent) => void pay(event) },
    createElement(PaymentElement, { options: { layout: 'tabs' } }),
    createElement('button', null, 'Pay'),
    createElement('output', null, message),
  );
}

const root = document.querySelector('#element');
if (root) {
  createRoot(root).render(
    createElement(Elements, {
      stripe,
      options: { clientSecret },
      children: createElement(Checkout),
    }),
  );
}
