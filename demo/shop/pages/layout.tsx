import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { Cart } from '../orders.ts';
import { places } from '../places.ts';
import { themes, type Preferences } from '../preferences.ts';
import { directionOf, languageNames, texts, type Texts } from '../texts/index.ts';

/** What every page is given. */
export interface Visit {
  preferences: Preferences;
  cart: Cart;
  /** What stands at the page's side, if anything. */
  aside?: Child;
}

interface PageProps extends Visit {
  title: string;
  children?: Child;
}

export const textsFor = ({ preferences }: Visit): Texts => texts[preferences.language];

/** Every page: header with the cart, the page, and the switches at the foot. */
export const Page: FC<PageProps> = ({ title, children, aside, ...visit }) => {
  const { language, theme } = visit.preferences;
  const words = textsFor(visit);
  const count = [...visit.cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  return (
    <>
      {html`<!doctype html>`}
      <html lang={language} dir={directionOf(language)} data-theme={theme}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · Alder & Dusk`}</title>
          <link rel="icon" href="/shop/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/shop/shop.css" />
        </head>
        <body>
          <a class="skip" href="#main">
            {words.skip}
          </a>
          <header class="bar">
            <a class="brand" href="/" lang="en">
              Alder <i>&amp;</i> Dusk
            </a>
            <nav aria-label={words.shop}>
              <a href="/cart" class="cart-link">
                {words.cart}
                <span class="count" aria-hidden="true">
                  {count}
                </span>
                <span class="visually-hidden">{words.inCart(count)}</span>
              </a>
            </nav>
          </header>
          <main id="main">{children}</main>
          <footer class="bar">
            <Switches {...visit} />
            <p class="muted">{words.disclaimer}</p>
          </footer>
          {aside}
        </body>
      </html>
    </>
  );
};

const Switches: FC<Visit> = (visit) => {
  const { language, theme, place } = visit.preferences;
  const words = textsFor(visit);
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  return (
    <form method="post" action="/preferences" class="switches">
      <label>
        {words.deliverTo}
        <select name="country">
          {places.map(({ country, currency }) => (
            <option value={country} selected={country === place.country}>
              {`${countries.of(country) ?? country} · ${currency.toUpperCase()}`}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.language}
        <select name="language">
          {Object.entries(languageNames).map(([code, name]) => (
            <option value={code} lang={code} selected={code === language}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.appearance}
        <select name="theme">
          {themes.map((each) => (
            <option value={each} selected={each === theme}>
              {words[each]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="quiet">
        {words.apply}
      </button>
    </form>
  );
};
