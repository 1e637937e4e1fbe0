/** What the elements' events have in common: they bubble, and cross shadow roots. */
export class TenderEvent extends Event {
  constructor(type: `tender-${string}`, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
  }
}
