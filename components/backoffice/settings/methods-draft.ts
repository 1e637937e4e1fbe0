import type {
  MethodSetting,
  MethodsRequest,
  MethodsView,
} from '../../../server/settings/admin-contract.ts';

export type Limits = MethodSetting['limits'];

type Change = Partial<Pick<MethodSetting, 'enabled' | 'decidedBy' | 'limits'>>;

/** The operator's choice of methods as it is being changed, until it is saved as a whole. */
export class MethodsDraft {
  /** Those that can be offered, in the order of display. */
  methods: MethodSetting[];

  readonly #view: MethodsView;
  readonly #changes: Map<string, Change>;
  /** Every type in its place, once one was moved. */
  #order: string[] | undefined;

  /** @param before - whose changes are to be made on top of what is stored by now */
  constructor(view: MethodsView, before?: MethodsDraft) {
    this.#view = view;
    this.#changes = new Map(before ? before.#changes : []);
    this.#order = before ? before.#order : undefined;
    this.methods = view.methods
      .filter(({ unavailable, missingCapability }) => !unavailable && !missingCapability)
      .map((method) => ({ ...method, ...this.#changes.get(method.type) }));
    this.#sort();
  }

  get isChanged(): boolean {
    return this.#changes.size > 0 || this.#order !== undefined;
  }

  get request(): MethodsRequest {
    const methods: MethodsRequest['methods'] = {};
    for (const stored of this.#view.methods) {
      const { type, enabled, decidedBy, limits } = { ...stored, ...this.#changes.get(stored.type) };
      const own = {
        ...(decidedBy === 'shop' && { enabled }),
        ...(Object.keys(limits).length > 0 && { limits }),
      };
      if (Object.keys(own).length > 0) methods[type] = own;
    }
    return { version: this.#view.version, order: this.#order ?? this.#view.order, methods };
  }

  switch(type: string, enabled: boolean): void {
    this.#change(type, { enabled, decidedBy: 'shop' });
  }

  limit(type: string, limits: Limits): void {
    this.#change(type, { limits });
  }

  /** One place up or down. From then on, the whole order is the shop's. */
  move(type: string, by: -1 | 1): void {
    const order = this.methods.map((method) => method.type);
    const from = order.indexOf(type);
    const neighbour = order[from + by];
    if (neighbour === undefined) return;
    order[from + by] = type;
    order[from] = neighbour;
    this.#order = order;
    this.#sort();
  }

  #sort(): void {
    const place = new Map(this.#order?.map((type, index) => [type, index]));
    const placeOf = ({ type }: MethodSetting): number => place.get(type) ?? place.size;
    this.methods = this.methods.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  #change(type: string, change: Change): void {
    this.#changes.set(type, { ...this.#changes.get(type), ...change });
    this.methods = this.methods.map((method) =>
      method.type === type ? { ...method, ...change } : method,
    );
  }
}
