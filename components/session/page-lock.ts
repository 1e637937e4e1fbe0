/**
 * One payment at a time per page: two checkouts, a button and a wallet, a click and a call of `pay()`
 * all ask here first.
 */
let holder: object | undefined;

/** @returns whether `owner` may start a payment now; it then has to call {@link unlock} */
export function lock(owner: object): boolean {
  if (holder) return false;
  holder = owner;
  return true;
}

export function unlock(owner: object): void {
  if (holder === owner) holder = undefined;
}
