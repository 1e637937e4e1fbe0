import type { Appearance } from '@stripe/stripe-js';
import type { LitElement, ReactiveController } from 'lit';

/** Which of our tokens colours what in Stripe's frames. */
const COLORS = {
  colorPrimary: '--_primary',
  accessibleColorOnColorPrimary: '--_on-primary',
  colorBackground: '--_background',
  colorText: '--_text',
  colorTextSecondary: '--_muted',
  colorTextPlaceholder: '--_muted',
  colorSuccess: '--_success',
  colorWarning: '--_warning',
  colorDanger: '--_danger',
  inputColorBorder: '--_control-border',
  inputFocusColorBorder: '--_focus',
};

const PROBE_STYLE =
  'position:absolute;visibility:hidden;border-radius:var(--_radius);row-gap:var(--_space)';

/**
 * Stripe's frames can't see the page's styles. This has the browser resolve our tokens, whatever the
 * page wrote in them (`var()`, `light-dark()`, any colour space, relative lengths), to the literal
 * values that Stripe's `appearance` wants, and again whenever the page's look changes.
 *
 * A hidden probe wears the tokens. A theme switch, dark mode or another style sheet starts a
 * transition on it, and the end of that is the signal: nothing is polled, no page node is observed.
 */
export class AppearanceController implements ReactiveController {
  #host: LitElement;
  #onChange: (appearance: Appearance) => void;
  #probe?: HTMLElement;
  #last = '';

  /** @param onChange - gets the new look when it differs from the one read last */
  constructor(host: LitElement, onChange: (appearance: Appearance) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#probe) return;
    this.#probe = probe();
    this.#probe.addEventListener('transitionend', () => {
      const last = this.#last;
      const appearance = this.read();
      if (this.#last !== last) this.#onChange(appearance);
    });
    this.#host.renderRoot.append(this.#probe);
  }

  /** The look as it is now. To be called after the host's first update. */
  read(): Appearance {
    if (!this.#probe) return {};
    const style = getComputedStyle(this.#probe);
    const colors = Object.keys(COLORS).map((variable, index) => {
      const child = this.#probe?.children[index];
      return [variable, child ? literalColor(getComputedStyle(child).color) : undefined] as const;
    });
    const variables: Appearance['variables'] = {
      ...Object.fromEntries(colors),
      fontFamily: style.fontFamily,
      fontSizeBase: style.fontSize,
      borderRadius: style.borderTopLeftRadius,
      gridRowSpacing: style.rowGap,
    };
    this.#last = JSON.stringify(variables);
    // What no variable says, such as the colour of a wallet's button, comes from the theme. Text is
    // light on a dark page; green is most of what the eye takes for brightness.
    const [, green] = /, (\d+)/.exec(variables.colorText ?? '') ?? [];
    return { theme: Number(green) > 127 ? 'night' : 'stripe', labels: 'above', variables };
  }
}

function probe(): HTMLElement {
  const element = document.createElement('span');
  // `allow-discrete` lets fonts take part.
  const transition = 'transition:all 1ms allow-discrete';
  element.style.cssText = `${PROBE_STYLE};${transition}`;
  for (const token of Object.values(COLORS)) {
    const child = document.createElement('span');
    // Mixed with itself: whatever colour space the page wrote it in, it computes to sRGB.
    child.style.cssText = `color:color-mix(in srgb,var(${token}),var(${token}));${transition}`;
    element.append(child);
  }
  return element;
}

/**
 * What the browser makes of a mixed colour, `color(srgb 0.1 0.2 0.3 / 0.4)`, as `rgba()`: the form that
 * every parser knows. A wider gamut is brought into sRGB.
 */
const literalColor = (mixed: string): string =>
  mixed.replace(
    /color\(srgb (\S+) (\S+) (\S+?)(?: \/ (\S+))?\)/,
    (_, red: string, green: string, blue: string, alpha = '1') => {
      const bytes = Uint8ClampedArray.from([red, green, blue], (share) => 255 * Number(share));
      return `rgba(${bytes.join(', ')}, ${alpha})`;
    },
  );
