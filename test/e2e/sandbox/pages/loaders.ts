/** A page with both of Stripe's loaders. The plain one loads Stripe.js by being imported. */
import { loadStripe } from '@stripe/stripe-js';
import { loadStripe as loadStripePure } from '@stripe/stripe-js/pure';

Object.assign(window, { loaders: { plain: loadStripe, pure: loadStripePure } });
