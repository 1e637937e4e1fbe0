import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { Cart } from '../orders.ts';
import { places } from '../places.ts';
import { languages, themes, type Preferences } from '../preferences.ts';

export interface PageProps {
  title: string;
  preferences: Preferences;
  cart: Cart;
  children?: Child;
}

const rightToLeft = new Set(['ar', 'he']);

/** Every page: header with the cart, the page, and the switches at the foot. */
export const Page: FC<PageProps> = ({ title, preferences, cart, children }) => {
  const { language, theme } = preferences;
  const count = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  const countries = new Intl.DisplayNames(['en'], { type: 'region' });
  return (
    <>
      {html`<!doctype html>`}
      <html lang={language} dir={rightToLeft.has(language) ? 'rtl' : 'ltr'} data-theme={theme}>
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
            Skip to content
          </a>
          <header class="bar">
            <a class="brand" href="/">
              Alder <i>&amp;</i> Dusk
            </a>
            <nav aria-label="Shop">
              <a href="/cart" class="cart-link">
                Cart
                <span class="count" aria-label={`${count} in the cart`}>
                  {count}
                </span>
              </a>
            </nav>
          </header>
          <main id="main">{children}</main>
          <footer class="bar">
            <form method="post" action="/preferences" class="switches">
              <label>
                Deliver to
                <select name="country">
                  {places.map(({ country, currency }) => (
                    <option value={country} selected={country === preferences.place.country}>
                      {`${countries.of(country) ?? country} · ${currency.toUpperCase()}`}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                Language
                <select name="language">
                  {Object.entries(languages).map(([code, name]) => (
                    <option value={code} lang={code} selected={code === language}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                Appearance
                <select name="theme">
                  {themes.map((each) => (
                    <option value={each} selected={each === theme}>
                      {each}
                    </option>
                  ))}
                </select>
              </label>
              <button type="submit" class="quiet">
                Apply
              </button>
            </form>
            <p class="muted">A demonstration of Tender. Nothing is delivered, nobody is charged.</p>
          </footer>
        </body>
      </html>
    </>
  );
};
