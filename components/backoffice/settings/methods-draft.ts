import type {
  MethodSetting,
  MethodsRequest,
  MethodsView,
} from '../../../server/settings/admin-contract.ts';

export type Limits = MethodSetting['limits'];

/** The operator's choice of methods as it is being changed, until it is saved as a whole. */
export class MethodsDraft {
  readonly #view: MethodsView;
  /** Those that can be offered, in the order of display. */
  methods: MethodSetting[];
  #order: string[];

  constructor(view: MethodsView) {
    this.#view = view;
    this.#order = view.order;
    this.methods = view.methods.filter(
      ({ unavailable, missingCapability }) => unavailable === null && missingCapability === null,
    );
  }

  get request(): MethodsRequest {
    const changed = new Map(this.methods.map((method) => [method.type, method]));
    const methods: MethodsRequest['methods'] = {};
    for (const original of this.#view.methods) {
      const { type, enabled, decidedBy, limits } = changed.get(original.type) ?? original;
      const own = {
        ...(decidedBy === 'shop' && { enabled }),
        ...(Object.keys(limits).length > 0 && { limits }),
      };
      if (Object.keys(own).length > 0) methods[type] = own;
    }
    return { version: this.#view.version, order: this.#order, methods };
  }

  get isChanged(): boolean {
    const before = new MethodsDraft(this.#view).request;
    return JSON.stringify(before) !== JSON.stringify(this.request);
  }

  switch(type: string, enabled: boolean): void {
    this.#change(type, { enabled, decidedBy: 'shop' });
  }

  limit(type: string, limits: Limits): void {
    this.#change(type, { limits });
  }

  /** One place up or down. From then on, the whole order is the shop's. */
  move(type: string, by: -1 | 1): void {
    const from = this.methods.findIndex((method) => method.type === type);
    const to = from + by;
    const [method, neighbour] = [this.methods[from], this.methods[to]];
    if (!method || !neighbour) return;
    const methods = [...this.methods];
    methods[from] = neighbour;
    methods[to] = method;
    this.methods = methods;
    this.#order = methods.map((one) => one.type);
  }

  #change(type: string, change: Partial<MethodSetting>): void {
    this.methods = this.methods.map((method) =>
      method.type === type ? { ...method, ...change } : method,
    );
  }
}
