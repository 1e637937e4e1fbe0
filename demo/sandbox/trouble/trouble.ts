/**
 * Makes calls and webhooks go wrong by the rules it is given.
 *
 * Whether a rule strikes, and by how much, depends on the seed, the rule and how many times it has
 * matched so far; on nothing else. The same seed and rules under the same calls do the same again.
 */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import type { Interceptor } from '../protocol/api.ts';
import { StripeError } from '../protocol/errors.ts';
import type { FormRecord } from '../protocol/form.ts';
import type { Answer } from '../protocol/idempotency.ts';
import { isOfType } from '../state/events.ts';
import type { DeliveryPlan } from '../webhooks/deliveries.ts';
import { type CallRule, isWebhookRule, type Rule, type RuleInput, ruleSchema } from './rules.ts';

/** A rule at work. */
export interface ActiveRule {
  id: string;
  rule: Rule;
  /** Calls or webhooks that it matched. */
  matches: number;
  /** Those of them that it struck. */
  strikes: number;
}

/** All that it depends on what goes wrong next, but for the calls. */
export interface TroubleState {
  seed: string;
  /** How many rules there have been since the seed was set. */
  added: number;
  rules: ActiveRule[];
}

export interface Trouble {
  /** @throws {ValiError} for what is no rule */
  add(rule: RuleInput): ActiveRule;
  remove(id: string): void;
  list(): readonly ActiveRule[];
  /** Takes all rules away and begins again with this seed; with the same one if none is given. */
  reset(seed?: string): void;
  readonly seed: string;
  export(): TroubleState;
  import(state: TroubleState): void;
  readonly intercept: Interceptor;
  readonly plan: DeliveryPlan;
}

export function createTrouble(initialSeed = 'sandbox'): Trouble {
  let seed = initialSeed;
  let added = 0;
  let rules: ActiveRule[] = [];

  const draw = ({ id, matches }: ActiveRule, purpose: string): number =>
    createHash('sha256').update(`${seed} ${id} ${matches} ${purpose}`).digest().readUInt32BE() /
    2 ** 32;

  const amountOf = (active: ActiveRule, amount: number | [number, number]): number => {
    if (typeof amount === 'number') return amount;
    const [from, to] = amount;
    return from + draw(active, 'amount') * (to - from);
  };

  const strikes = (active: ActiveRule): boolean => {
    active.matches++;
    const { skip = 0, times = Infinity, probability = 1 } = active.rule;
    if (active.matches <= skip || active.strikes >= times) return false;
    if (draw(active, 'strike') >= probability) return false;
    active.strikes++;
    return true;
  };

  /** The rules that strike, each of which counts the match. */
  const striking = <T extends Rule>(
    is: (rule: Rule) => rule is T,
    matches: (rule: T) => boolean,
  ): { active: ActiveRule; rule: T }[] =>
    rules.flatMap((active) => {
      const { rule } = active;
      return is(rule) && matches(rule) && strikes(active) ? [{ active, rule }] : [];
    });

  return {
    get seed() {
      return seed;
    },
    add(input) {
      const active = {
        id: `trouble_${++added}`,
        rule: v.parse(ruleSchema, input),
        matches: 0,
        strikes: 0,
      };
      rules.push(active);
      return active;
    },
    remove(id) {
      rules = rules.filter((active) => active.id !== id);
    },
    list: () => rules,
    reset(newSeed = seed) {
      seed = newSeed;
      added = 0;
      rules = [];
    },
    export: () => ({ seed, added, rules: rules.map((active) => ({ ...active })) }),
    import: (state) => void ({ seed, added, rules } = state),

    async intercept(call, perform) {
      const hit = striking(isCallRule, (rule) => matchesCall(rule, call));
      const at = (when: 'before' | 'after') =>
        hit.filter(({ rule }) => ('when' in rule ? (rule.when ?? 'before') : 'before') === when);
      const pause = async (found: typeof hit): Promise<void> => {
        for (const { active, rule } of found) {
          if (rule.effect !== 'latency') continue;
          // The open connection keeps the process alive, not the pause.
          await wait(amountOf(active, rule.milliseconds), undefined, { ref: false });
        }
      };
      await pause(at('before'));
      for (const { rule } of at('before')) {
        const failure = failureOf(rule, call.requestId);
        if (failure) return failure;
      }
      const answer = await perform();
      await pause(at('after'));
      for (const { rule } of at('after')) {
        if (rule.effect === 'reset') return { ...answer, reset: true };
        const failure = failureOf(rule, call.requestId);
        if (failure) return failure;
      }
      return answer;
    },

    plan(delivery, account) {
      let delays = [0];
      const hit = striking(isWebhookRule, ({ webhook }) => {
        const {
          type = '*',
          endpoint = delivery.destination,
          account: id = account.id,
        } = webhook ?? {};
        return (
          endpoint === delivery.destination && id === account.id && isOfType(type, delivery.type)
        );
      });
      for (const { active, rule } of hit) {
        if (rule.effect === 'lose') return [];
        const seconds = amountOf(active, rule.seconds);
        if (rule.effect === 'double') delays = [...delays, seconds];
        else delays = delays.map((delay) => delay + seconds);
      }
      return delays;
    },
  };
}

const isCallRule = (rule: Rule): rule is CallRule => !isWebhookRule(rule);

function matchesCall(
  { call }: CallRule,
  made: { method: string; path: string; account: { id: string }; form: FormRecord },
): boolean {
  const { method = made.method, path, params = {}, account = made.account.id } = call ?? {};
  return (
    method === made.method &&
    account === made.account.id &&
    (path === undefined || new URLPattern({ pathname: path }).test({ pathname: made.path })) &&
    Object.entries(params).every(([name, value]) => made.form[name] === value)
  );
}

/** What the caller gets instead of an answer, if the rule is about that. */
function failureOf({ effect }: CallRule, requestId: string): Answer | undefined {
  switch (effect) {
    case 'latency':
      return undefined;
    case 'rate_limit':
      return answerOf(rateLimited, requestId, false);
    case 'server_error':
      return answerOf(serverError, requestId, true);
    case 'reset':
      return { ...answerOf(serverError, requestId, false), reset: true };
  }
}

const answerOf = ({ status, body }: StripeError, requestId: string, begun: boolean): Answer => ({
  status,
  body: JSON.stringify({ error: body }),
  requestId,
  begun,
});

const rateLimited = new StripeError(429, {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message:
    'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
});

const serverError = new StripeError(500, {
  type: 'api_error',
  message: 'An unknown error occurred',
});
