/**
 * Stripe's Appearance API in a frame: themes and variables become CSS custom properties of the same
 * names, rules become CSS. `frame.css` is written in terms of those properties.
 */
import type { Appearance, CssFontSource, CustomFontSource } from '@stripe/stripe-js';
import { isDark } from '../shared/appearance.ts';
import type { GroupState } from '../shared/protocol.ts';
import { direction } from './locales/index.ts';

type Variables = NonNullable<Appearance['variables']>;
type Theme = NonNullable<Appearance['theme']>;

/** What all themes share; sizes and colours derive from a few of them. */
const BASE: Variables = {
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontSmooth: 'always',
  fontLineHeight: '1.4',
  fontSizeBase: '16px',
  fontSizeXl: 'calc(var(--fontSizeBase) * 1.2)',
  fontSizeLg: 'calc(var(--fontSizeBase) * 1.1)',
  fontSizeSm: 'calc(var(--fontSizeBase) * 0.93)',
  fontSizeXs: 'calc(var(--fontSizeBase) * 0.84)',
  fontSize2Xs: 'calc(var(--fontSizeBase) * 0.76)',
  fontSize3Xs: 'calc(var(--fontSizeBase) * 0.7)',
  fontWeightLight: '300',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  fontWeightBold: '600',
  spacingUnit: '4px',
  gridRowSpacing: 'calc(var(--spacingUnit) * 3)',
  gridColumnSpacing: 'calc(var(--spacingUnit) * 3)',
  tabSpacing: 'calc(var(--spacingUnit) * 2)',
  accordionItemSpacing: 'calc(var(--spacingUnit) * 2)',
  borderRadius: '5px',
  buttonBorderRadius: 'var(--borderRadius)',
  buttonExpressCheckoutBorderRadius: 'var(--buttonBorderRadius)',
  colorPrimary: '#0570de',
  colorSuccess: '#1a7f37',
  colorWarning: '#9a5b00',
  accessibleColorOnColorPrimary: '#ffffff',
  accessibleColorOnColorBackground: 'var(--colorText)',
  iconColor: 'var(--colorTextSecondary)',
  iconHoverColor: 'var(--colorText)',
  tabIconColor: 'var(--iconColor)',
  tabIconHoverColor: 'var(--iconHoverColor)',
  tabIconSelectedColor: 'var(--colorPrimary)',
  labelColorText: 'var(--colorText)',
  labelFontSize: 'var(--fontSizeSm)',
  labelFontWeight: 'var(--fontWeightNormal)',
  labelSpacing: 'var(--spacingUnit)',
  accordionItemLabelColorText: 'var(--colorTextSecondary)',
  accordionItemLabelFontSize: 'var(--fontSizeBase)',
  accordionItemLabelFontWeight: 'var(--fontWeightMedium)',
  accordionItemLabelSelectedColorText: 'var(--colorPrimary)',
  accordionItemLabelSelectedFontWeight: 'var(--fontWeightBold)',
  accordionItemTriggerColor: 'var(--colorTextSecondary)',
  accordionItemTriggerSelectedColor: 'var(--colorPrimary)',
  accordionItemTriggerHoverColor: 'var(--colorText)',
  inputBoxShadow: '0 1px 2px rgb(0 0 0 / 6%)',
  inputFocusColorBorder: 'var(--colorPrimary)',
  inputFocusBoxShadow: '0 0 0 3px color-mix(in srgb, var(--colorPrimary) 25%, transparent)',
  focusBoxShadow: 'var(--inputFocusBoxShadow)',
  focusOutline: 'none',
};

const THEMES: Record<Theme, Variables> = {
  stripe: {
    colorBackground: '#ffffff',
    colorText: '#30313d',
    colorTextSecondary: '#5c5e6a',
    colorTextPlaceholder: '#6b6d7a',
    colorDanger: '#c0123c',
    inputColorBorder: '#d3d5db',
  },
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorTextSecondary: '#c4c6d0',
    colorTextPlaceholder: '#b0b2bd',
    colorDanger: '#ff8fa3',
    colorSuccess: '#85d996',
    colorWarning: '#f0b866',
    accessibleColorOnColorPrimary: '#1a1b25',
    inputColorBorder: '#565866',
  },
  flat: {
    colorPrimary: '#0f62c4',
    colorBackground: '#f1f2f5',
    colorText: '#1b1d27',
    colorTextSecondary: '#545664',
    colorTextPlaceholder: '#5f6170',
    colorDanger: '#b30f36',
    inputColorBorder: '#f1f2f5',
    inputBoxShadow: 'none',
    borderRadius: '4px',
  },
};

/** Names of earlier releases, which Stripe still takes. */
const ALIASES: Record<string, keyof Variables> = {
  spacingGridRow: 'gridRowSpacing',
  spacingGridColumn: 'gridColumnSpacing',
  spacingTab: 'tabSpacing',
  spacingAccordionItem: 'accordionItemSpacing',
  colorPrimaryText: 'accessibleColorOnColorPrimary',
  colorBackgroundText: 'accessibleColorOnColorBackground',
  colorSuccessText: 'accessibleColorOnColorSuccess',
  colorDangerText: 'accessibleColorOnColorDanger',
  colorWarningText: 'accessibleColorOnColorWarning',
  colorIcon: 'iconColor',
  colorIconHover: 'iconHoverColor',
  colorIconTab: 'tabIconColor',
  colorIconTabHover: 'tabIconHoverColor',
  colorIconTabSelected: 'tabIconSelectedColor',
  colorLogo: 'logoColor',
};

/** `{ theme: 'night' }` → `:root { --colorPrimary: #85d996; … }` */
function variablesCss({ theme = 'stripe', variables = {} }: Appearance): string {
  const given = Object.entries(variables).map(([name, value]) => [ALIASES[name] ?? name, value]);
  const all = { ...BASE, ...THEMES[theme], ...Object.fromEntries(given) } as Record<string, string>;
  const declarations = Object.entries(all)
    .filter(([name, value]) => /^[a-zA-Z0-9]+$/.test(name) && isPlainValue(value))
    .map(([name, value]) => `--${name}: ${value};`);
  return `:root { ${declarations.join(' ')} }`;
}

/** Classes that rules may select, as Stripe's documentation lists them for the elements offered here. */
const CLASSES = new Set(
  (
    'Tab Tab--selected TabIcon TabIcon--selected TabLabel TabLabel--selected Input Input--empty Input--invalid ' +
    'Label Label--empty Label--invalid Label--floating Label--resting Error Block BlockDivider AccordionItem ' +
    'AccordionItem--selected RadioIcon RadioIconOuter RadioIconOuter--checked RadioIconInner RadioIconInner--checked ' +
    'Checkbox CheckboxInput CheckboxLabel CodeInput Dropdown DropdownItem PickerItem RedirectText TermsText TermsLink ' +
    'SecondaryLink MenuAction MenuIcon Action Button Text Switch Link'
  ).split(' '),
);

/** `{ '.Tab:hover': { color: 'red' } }` → CSS. What Stripe would not take is reported and left out. */
function rulesCss({ rules = {} }: Appearance, warn: (message: string) => void): string {
  return Object.entries(rules)
    .map(([selector, declarations]) => {
      const parts = selector.split(',').map((part) => part.trim());
      if (!parts.every(isKnownSelector)) {
        warn(`"${selector}" is not a supported selector of appearance.rules.`);
        return '';
      }
      const body = Object.entries(declarations)
        .filter(([property, value]) => /^[a-zA-Z-]+$/.test(property) && isPlainValue(value))
        .map(([property, value]) => `${hyphenated(property)}: ${value};`);
      return `${parts.join(', ')} { ${body.join(' ')} }`;
    })
    .join('\n');
}

/** One or two known classes with states: `.Input:focus`, `.Tab--selected .TabLabel`. */
function isKnownSelector(selector: string): boolean {
  return selector.split(/\s+/).every((part) => {
    const [, classes] =
      /^((?:\.[A-Za-z0-9-]+)+)((?:::?[a-z-]+(?:\([a-z-]+\))?)*)$/.exec(part) ?? [];
    return (
      classes
        ?.slice(1)
        .split('.')
        .every((name) => CLASSES.has(name)) ?? false
    );
  });
}

/** A value, not an escape from its declaration. */
const isPlainValue = (value: unknown): boolean =>
  typeof value === 'string' && !/[;{}<>@\\]/.test(value);

const hyphenated = (property: string): string =>
  property.startsWith('--')
    ? property
    : property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const style = document.createElement('style');
const fontLinks = document.createElement('style');

/** Gives this frame the group's look and language. */
export function dress({ appearance, fonts, locale }: GroupState): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = direction(locale);
  applyAppearance(appearance, fonts);
}

function applyAppearance(
  appearance: Appearance,
  fonts: readonly (CssFontSource | CustomFontSource)[],
): void {
  const { inputs = 'spaced', labels = 'auto', disableAnimations = false } = appearance;
  const root = document.documentElement;
  root.style.colorScheme = isDark(appearance) ? 'dark' : 'light';
  root.dataset.inputs = inputs;
  root.dataset.labels = labels === 'floating' ? 'floating' : 'above';
  root.toggleAttribute('data-still', disableAnimations);
  style.textContent = [
    variablesCss(appearance),
    rulesCss(appearance, (message) => console.warn(`[Stripe.js] ${message}`)),
  ].join('\n');
  fontLinks.textContent = fonts.map(fontCss).join('\n');
  // Fonts first: @import must come before all rules of its sheet. Rules last: they have the last word.
  document.head.append(fontLinks, style);
}

function fontCss(font: CssFontSource | CustomFontSource): string {
  if ('cssSrc' in font) return `@import url(${JSON.stringify(font.cssSrc)});`;
  const { family, src, style: fontStyle = 'normal', weight = 'normal', display = 'auto' } = font;
  return `@font-face { font-family: ${JSON.stringify(family)}; src: ${src}; font-style: ${fontStyle}; font-weight: ${weight}; font-display: ${display}; }`;
}
