import type { Appearance } from '@stripe/stripe-js';

/** Whether the theme is for dark pages: what the browser draws itself (lists, scroll bars) follows it. */
export function isDark({ theme }: Appearance): boolean {
  return theme === 'night';
}
