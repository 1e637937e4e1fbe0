import { LitElement } from 'lit';
import { nextTask } from './task.ts';

/** What the parts of a checkout have in common. */
export class Part extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  /**
   * The first rendering is a task of its own: all parts of a page in one would keep a slow phone from
   * answering to a touch. Later ones come together, so that no frame shows half of a change.
   */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }
}
