import { expect } from '@open-wc/testing';
import { STRIPE_JS, stripe } from '../../components/controllers/stripe.ts';

/** A script that sets `window.Stripe`, and counts how often it ran. */
const fakeStripe = (): string =>
  URL.createObjectURL(
    new Blob([
      `globalThis.ran = (globalThis.ran ?? 0) + 1;
       globalThis.Stripe = (key) => ({ key });`,
    ]),
  );

describe('stripe', () => {
  afterEach(() => {
    Reflect.deleteProperty(window, 'Stripe');
    Reflect.deleteProperty(window, 'ran');
    for (const tag of document.querySelectorAll('script[src^="blob:"]')) tag.remove();
  });

  it('loads the release train that the installed types describe', async () => {
    const url = '/node_modules/@stripe/stripe-js/dist/pure.mjs';
    const loader = await (await fetch(url)).text();
    const train = /RELEASE_TRAIN = '(\w+)'/.exec(loader)?.[1];
    expect(STRIPE_JS).to.equal(`https://js.stripe.com/${train}/stripe.js`);
  });

  it('loads the script once, however many ask, and makes one instance a key', async () => {
    const scriptUrl = fakeStripe();
    const [one, again, other] = await Promise.all([
      stripe({ publishableKey: 'pk_test_1', scriptUrl }),
      stripe({ publishableKey: 'pk_test_1', scriptUrl }),
      stripe({ publishableKey: 'pk_test_2', scriptUrl }),
    ]);
    expect(one).to.equal(again);
    expect(one).not.to.equal(other);
    expect(Reflect.get(window, 'ran')).to.equal(1);
  });

  it('takes the Stripe that the page has loaded itself', async () => {
    const stub = { mine: true };
    Reflect.set(window, 'Stripe', () => stub);
    const instance = await stripe({ publishableKey: 'pk_test_3', scriptUrl: fakeStripe() });
    expect(instance).to.equal(stub);
    expect(document.querySelector('script[src^="blob:"]')).to.equal(null);
  });

  it('tries again after a load that failed', async () => {
    const gone = fakeStripe();
    URL.revokeObjectURL(gone);
    const failure = await stripe({ publishableKey: 'pk_test_4', scriptUrl: gone }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(Error);
    expect(await stripe({ publishableKey: 'pk_test_4', scriptUrl: fakeStripe() })).to.deep.equal({
      key: 'pk_test_4',
    });
  });
});
