/** Entry of `/elements/frame.js`: starts the element that this frame's address names. */
import type {
  ElementFrame,
  FrameKind,
  PaymentFrame,
  SheetFrame,
  ValueFrame,
} from '../shared/protocol.ts';
import { address } from './contact/address.ts';
import { ContactElementFrame } from './contact/element.ts';
import { linkAuthentication } from './contact/link-authentication.ts';
import { ExpressCheckoutElementFrame } from './express/element.ts';
import './frame.css';
import { serve } from './host.ts';
import { PaymentElementFrame } from './payment/element.ts';
import { SheetElementFrame } from './sheet/element.ts';

const [, kind = ''] = /([a-z-]+)\.html$/.exec(location.pathname) ?? [];
const root = document.createElement('div');
root.id = 'root';
document.body.append(root);

const START: Record<FrameKind, () => Promise<void>> = {
  payment: () => serve<PaymentFrame>(new PaymentElementFrame(root), root),
  'express-checkout': () => serve<ElementFrame>(new ExpressCheckoutElementFrame(root), root),
  address: () => serve<ValueFrame>(new ContactElementFrame(root, address), root),
  'link-authentication': () =>
    serve<ValueFrame>(new ContactElementFrame(root, linkAuthentication), root),
  sheet: () => serve<SheetFrame>(new SheetElementFrame(root), root),
};

void START[kind as FrameKind]();
