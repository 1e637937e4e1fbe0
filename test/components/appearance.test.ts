/** The page's colours, however they are written, in the form that Stripe's frames take. */
import { expect, fixture } from '@open-wc/testing';
import { html, LitElement } from 'lit';
import { AppearanceController } from '../../components/controllers/appearance.ts';
import { tokens } from '../../components/styles/tokens.styles.ts';

class Dressed extends LitElement {
  static override styles = tokens;
  readonly appearance = new AppearanceController(this, () => undefined);
}
customElements.define('dressed-element', Dressed);

async function background(color: string): Promise<string | undefined> {
  const element = await fixture<Dressed>(
    html`<dressed-element
      style="color-scheme: light; --tender-color-background: ${color}"
    ></dressed-element>`,
  );
  return element.appearance.read().variables?.colorBackground;
}

describe('the appearance of Stripe’s frames', () => {
  for (const [written, read] of [
    ['rebeccapurple', 'rgba(102, 51, 153, 1)'],
    ['hsl(0 100% 50% / 40%)', 'rgba(255, 0, 0, 0.4)'],
    ['light-dark(#fff, #000)', 'rgba(255, 255, 255, 1)'],
    ['color(display-p3 0 1 0)', 'rgba(0, 255, 0, 1)'],
    ['oklch(1 0 none)', 'rgba(255, 255, 255, 1)'],
  ] as const) {
    it(`has ${written} as ${read}`, async () => {
      expect(await background(written)).to.equal(read);
    });
  }

  it('has the colour of the text where the page’s value is no colour', async () => {
    expect(await background('nonsense')).to.match(/^rgba?\(23, 26, 33/);
  });
});
