/** Every table, in the order in which methods of equal standing are shown. */
import { bankRedirects } from './bank-redirects.ts';
import { cards } from './cards.ts';
import { crypto } from './crypto.ts';
import { bankDebits, bankTransfers } from './debits.ts';
import { koreanCards, koreanWallets } from './korea.ts';
import { payLater } from './pay-later.ts';
import { realTime } from './real-time.ts';
import { unavailable } from './unavailable.ts';
import { vouchers } from './vouchers.ts';
import { wallets } from './wallets.ts';

export const tables = [
  cards,
  koreanCards,
  bankRedirects,
  realTime,
  wallets,
  koreanWallets,
  payLater,
  bankDebits,
  bankTransfers,
  vouchers,
  crypto,
  ...unavailable,
];
