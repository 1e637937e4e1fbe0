/** A frame above the whole page: wallets' sheets, 3-D Secure, vouchers, QR codes. */
import { createFrame } from './frame.ts';

export interface FrameDialog {
  iframe: HTMLIFrameElement;
  /** Out of sight, with the frame and what it holds still there. */
  hide: () => void;
  close: () => void;
}

interface DialogOptions {
  title: string;
  src: string;
  /** The shopper pressed Escape while the focus was outside the frame. */
  onDismiss: () => void;
}

export function openDialog({ title, src, onDismiss }: DialogOptions): FrameDialog {
  const dialog = document.createElement('dialog');
  // The shop's style sheet may say anything about dialogs.
  const style: Record<string, string> = {
    all: 'initial',
    display: 'block',
    position: 'fixed',
    inset: '0',
    width: '100%',
    height: '100%',
    'max-width': '100%',
    'max-height': '100%',
    margin: '0',
    border: '0',
    padding: '0',
    background: 'rgb(0 0 0 / 55%)',
  };
  for (const [property, value] of Object.entries(style)) {
    dialog.style.setProperty(property, value, 'important');
  }
  dialog.setAttribute('aria-label', title);

  const iframe = createFrame({ title, src });
  iframe.style.setProperty('height', '100%', 'important');
  iframe.style.setProperty('color-scheme', 'light dark', 'important');
  dialog.append(iframe);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onDismiss();
  });
  document.body.append(dialog);
  dialog.showModal();
  iframe.focus();
  return {
    iframe,
    hide() {
      dialog.close();
      dialog.style.setProperty('display', 'none', 'important');
    },
    close() {
      dialog.close();
      dialog.remove();
    },
  };
}
