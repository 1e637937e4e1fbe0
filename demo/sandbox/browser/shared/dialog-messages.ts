/** What the page script and a server-rendered page in its dialog say to each other. */

/** Query parameter that tells a page it is in a dialog; its value is the origin to speak to. */
export const IN_DIALOG = 'in_dialog';

/** Page to script: the shopper is through. */
export const DONE = 'tender-sandbox:done';

/** Script to page: the shopper wants to leave. */
export const DISMISS = 'tender-sandbox:dismiss';
