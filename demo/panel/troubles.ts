/** The sandbox's troubles that the panel offers, in words. */
import * as v from 'valibot';
import { ruleSchema, type RuleInput } from '../sandbox/trouble/rules.ts';
import type { ActiveRule, Trouble } from '../sandbox/trouble/trouble.ts';

interface Preset {
  label: string;
  rule: RuleInput;
}

const presets = {
  late: {
    label: 'Webhooks come a minute late',
    rule: { effect: 'delay', webhook: {}, seconds: 60 },
  },
  lost: { label: 'Webhooks are lost', rule: { effect: 'lose', webhook: {} } },
  twice: { label: 'Webhooks come twice', rule: { effect: 'double', webhook: {}, seconds: 1 } },
  reordered: { label: 'Webhooks come in any order', rule: { effect: 'reorder', webhook: {} } },
  slow: {
    label: 'Stripe takes two seconds',
    rule: { effect: 'latency', call: { path: '/v1/*' }, milliseconds: 2_000 },
  },
  broken: {
    label: 'Every third call that changes something fails',
    rule: { effect: 'server_error', call: { method: 'POST', path: '/v1/*' }, probability: 0.33 },
  },
  cut: {
    label: 'The next PaymentIntent is made, but the answer is lost',
    rule: {
      effect: 'reset',
      when: 'after',
      call: { method: 'POST', path: '/v1/payment_intents' },
      times: 1,
    },
  },
} satisfies Record<string, Preset>;

type Name = keyof typeof presets;

const names = Object.keys(presets) as Name[];

/** A preset as the panel shows it. */
export interface TroubleView {
  name: Name;
  label: string;
  isOn: boolean;
  /** How often it struck. */
  strikes: number;
}

export const troubleViews = (trouble: Pick<Trouble, 'list'>): TroubleView[] =>
  names.map((name) => {
    const active = find(trouble, name);
    const { label } = presets[name];
    return { name, label, isOn: active !== undefined, strikes: active?.strikes ?? 0 };
  });

/** Has these presets at work, and none of the others. Rules that are no presets stay. */
export function setTroubles(trouble: Trouble, wanted: readonly unknown[]): void {
  for (const name of names) {
    const active = find(trouble, name);
    const isWanted = wanted.includes(name);
    if (isWanted && !active) trouble.add(presets[name].rule);
    if (!isWanted && active) trouble.remove(active.id);
  }
}

function find(trouble: Pick<Trouble, 'list'>, name: Name): ActiveRule | undefined {
  const rule = JSON.stringify(v.parse(ruleSchema, presets[name].rule));
  return trouble.list().find((active) => JSON.stringify(active.rule) === rule);
}
