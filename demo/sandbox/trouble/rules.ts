/**
 * Trouble on demand, as data: what is to go wrong, with which calls or webhooks, how often.
 * `docs/sandbox.md` shows each.
 */
import * as v from 'valibot';

/** One number, or two between which one is drawn. */
const amount = v.union([
  v.pipe(v.number(), v.minValue(0)),
  v.strictTuple([v.pipe(v.number(), v.minValue(0)), v.pipe(v.number(), v.minValue(0))]),
]);

/** How often a rule strikes among what it matches. */
const frequency = {
  /** From 0 to 1; default: always. */
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** How many matches pass unharmed first; default: none. */
  skip: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** How often it strikes at most; default: without end. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

const call = v.optional(
  v.strictObject({
    method: v.optional(v.picklist(['GET', 'POST', 'DELETE'])),
    /** A path pattern: `/v1/payment_intents/:id/capture`, `/v1/refunds*`. */
    path: v.optional(v.pipe(v.string(), v.startsWith('/'))),
    /** Parameters that have to have these values, as sent: `{ amount: '2000' }`. */
    params: v.optional(v.record(v.string(), v.string())),
    /** `acct_…` */
    account: v.optional(v.string()),
  }),
);

const webhook = v.optional(
  v.strictObject({
    /** An event type, or its beginning: `payment_intent.*`. */
    type: v.optional(v.string()),
    /** `we_…` */
    endpoint: v.optional(v.string()),
    /** `acct_…` */
    account: v.optional(v.string()),
  }),
);

/** Before the call is carried out, or after, when its effect is there but the answer is not. */
const when = v.optional(v.picklist(['before', 'after']));

export const ruleSchema = v.variant('effect', [
  /** The answer takes its time: milliseconds of real time. */
  v.strictObject({ effect: v.literal('latency'), call, when, milliseconds: amount, ...frequency }),
  /** 429, which changes nothing. */
  v.strictObject({ effect: v.literal('rate_limit'), call, ...frequency }),
  /** 500, remembered for the idempotency key as on Stripe. */
  v.strictObject({ effect: v.literal('server_error'), call, when, ...frequency }),
  /** The connection breaks (RST) instead of an answer. */
  v.strictObject({ effect: v.literal('reset'), call, when, ...frequency }),
  /** The event is never sent. Lists of undelivered events still have it. */
  v.strictObject({ effect: v.literal('lose'), webhook, ...frequency }),
  /** The event arrives twice, the second time later by so many seconds of sandbox time. */
  v.strictObject({
    effect: v.literal('double'),
    webhook,
    seconds: v.optional(amount, 0),
    ...frequency,
  }),
  /** The event comes later by so many seconds of sandbox time. */
  v.strictObject({ effect: v.literal('delay'), webhook, seconds: amount, ...frequency }),
  /** The event is held back for a moment drawn for it (default: up to 2 s), so that others overtake. */
  v.strictObject({
    effect: v.literal('reorder'),
    webhook,
    seconds: v.optional(amount, [0, 2]),
    ...frequency,
  }),
]);

/** As it is written; `ruleSchema` fills in what was left out. */
export type RuleInput = v.InferInput<typeof ruleSchema>;
export type Rule = v.InferOutput<typeof ruleSchema>;

type WebhookEffect = 'lose' | 'double' | 'delay' | 'reorder';
export type WebhookRule = Extract<Rule, { effect: WebhookEffect }>;
export type CallRule = Exclude<Rule, WebhookRule>;

const webhookEffects: readonly string[] = ['lose', 'double', 'delay', 'reorder'];
export const isWebhookRule = (rule: Rule): rule is WebhookRule =>
  webhookEffects.includes(rule.effect);
