/**
 * The HTTP contract of the shop's configuration: keys, webhook, wallet domains, methods, capture, and
 * what is wrong with them. One schema for each body, from which the types, the validation and the
 * OpenAPI document come. Amounts are minor units, times milliseconds since 1970.
 *
 * @module
 */
import * as v from 'valibot';
import { captureModes } from '../methods/index.ts';
import { paymentSummarySchema } from '../payments/admin-contract.ts';

/** `error`: payments are lost or can't be taken. `warning`: they will be, or some are. */
const SEVERITIES = ['error', 'warning', 'info'] as const;

/** What the operator can do about a problem; each has its button in the back office. */
const ACTIONS = [
  'enter_credentials',
  'generate_webhook',
  'register_domains',
  'resend_notifications',
  'review_alarms',
  'review_holds',
  'review_methods',
  'set_clock',
  'see_stripe',
  'see_server',
] as const;

/** Something that is wrong, in words, and how it is mended. */
export const problemSchema = v.object({
  /** Stable, such as `webhook_missing`. */
  code: v.string(),
  severity: v.picklist(SEVERITIES),
  /** English, for people; `code` is for translations. */
  words: v.string(),
  action: v.object({
    code: v.picklist(ACTIONS),
    words: v.string(),
  }),
});

/** Something that was found or done: a code, and the same in English. */
const noteSchema = v.object({ code: v.string(), words: v.string() });

// Keys

export const permissionSchema = v.object({
  /** Stripe's resource, such as `PaymentIntents`. */
  resource: v.string(),
  access: v.picklist(['read', 'write']),
  /** Null: Stripe could not be asked. */
  granted: v.nullable(v.boolean()),
  /** Whether payments need it; the others make the named feature work. */
  required: v.boolean(),
  for: v.string(),
});

/** What Stripe says to a set of keys. */
export const credentialCheckSchema = v.object({
  checkedAt: v.number(),
  /** No problem is an error: they can be used. */
  ok: v.boolean(),
  livemode: v.nullable(v.boolean()),
  account: v.nullable(
    v.object({
      id: v.string(),
      country: v.string(),
      name: v.nullable(v.string()),
      chargesEnabled: v.boolean(),
      /** By name, such as `ideal_payments`: `active`, `pending`, `inactive`. */
      capabilities: v.record(v.string(), v.string()),
    }),
  ),
  /** Whether both keys are of one account. Null: Stripe would not tell. */
  sameAccount: v.nullable(v.boolean()),
  /** Of a restricted key; empty for a secret key, which may do everything. */
  permissions: v.array(permissionSchema),
  problems: v.array(problemSchema),
});

/** `GET /admin/settings/credentials`. Secrets are masked: `sk_test_…1234`. */
export const credentialsSchema = v.object({
  /** Raised by every change, and sent back with the next one. */
  version: v.number(),
  /** `environment`: set where the server runs, and changed only there. */
  source: v.picklist(['environment', 'stored', 'none']),
  publishableKey: v.nullable(v.string()),
  secretKey: v.nullable(v.string()),
  restricted: v.boolean(),
  livemode: v.nullable(v.boolean()),
  webhookSecrets: v.array(
    v.object({
      masked: v.string(),
      /** `generated`: of the endpoint that was made here. `replaced`: still accepted for a while. */
      source: v.picklist(['environment', 'entered', 'generated', 'replaced']),
      /** When it stops being accepted; null: not before it is replaced. */
      until: v.nullable(v.number()),
    }),
  ),
  /** Payments under way, which other keys would lose sight of. */
  inFlight: v.object({ open: v.number(), processing: v.number(), authorized: v.number() }),
  /** The last check of the keys in force; null before the first. */
  check: v.nullable(credentialCheckSchema),
});

const enteredKeys = {
  /** Left out: as it is. */
  publishableKey: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300))),
  secretKey: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300))),
};

/** `POST /admin/settings/credentials/check`: changes nothing. Without keys it checks those in force. */
export const credentialCheckRequestSchema = v.strictObject(enteredKeys);

/** `PUT /admin/settings/credentials` */
export const credentialsRequestSchema = v.strictObject({
  version: v.number(),
  ...enteredKeys,
  /** Of an endpoint that was made by hand; null takes it away. The one before stays good for a while. */
  webhookSecret: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(300)))),
  /**
   * Gives up payments that were begun and not made, where the keys are another account's. Money that is
   * held or on its way is never given up: such keys are refused.
   */
  cancelOpen: v.optional(v.boolean(), false),
});

// Webhook

export const webhookSchema = v.object({
  checkedAt: v.number(),
  /**
   * `ok`: the endpoint is as it should be. `drifted`: it is there, see `problems`. `manual`: a signing
   * secret was entered or set, so the endpoint is somebody else's care. `missing`: there is none.
   * `unknown`: Stripe could not be asked.
   */
  status: v.picklist(['ok', 'drifted', 'manual', 'missing', 'unknown']),
  /** Where Stripe should deliver; null while the server does not know its own origin. */
  url: v.nullable(v.string()),
  /** The API version that events should come in. */
  apiVersion: v.string(),
  /** Our own endpoint at Stripe. */
  endpoint: v.nullable(
    v.object({
      id: v.string(),
      url: v.string(),
      enabled: v.boolean(),
      apiVersion: v.nullable(v.string()),
      /** How many types of events it is sent, and how many it should be. */
      events: v.number(),
      eventsWanted: v.number(),
      createdAt: v.number(),
    }),
  ),
  /** Endpoints at the same URL that were not made here. They are left alone. */
  others: v.array(v.object({ id: v.string(), enabled: v.boolean(), createdAt: v.number() })),
  /** When the last event came that concerns us. */
  lastEventAt: v.nullable(v.number()),
  problems: v.array(problemSchema),
});

/** `POST /admin/settings/webhook` */
export const webhookRequestSchema = v.strictObject({
  /** Makes a new endpoint with a new secret even where the old one is sound. */
  rotate: v.optional(v.boolean(), false),
});

export const webhookDoneSchema = v.object({
  outcome: v.picklist(['created', 'replaced', 'updated', 'unchanged']),
  /** What was found and done, in order. */
  did: v.array(noteSchema),
  warnings: v.array(noteSchema),
  webhook: webhookSchema,
});

// Wallet domains

const WALLETS = ['apple_pay', 'google_pay', 'link', 'paypal', 'amazon_pay', 'klarna'] as const;

export const domainSchema = v.object({
  host: v.string(),
  /** Stripe's id; null while it is not registered. */
  id: v.nullable(v.string()),
  enabled: v.boolean(),
  /** `configured`: pages of it are allowed to take payments. `seen`: one did. */
  configured: v.boolean(),
  seenAt: v.nullable(v.number()),
  /** Whether it was registered here. */
  ours: v.boolean(),
  wallets: v.array(
    v.object({
      type: v.picklist(WALLETS),
      active: v.boolean(),
      /** Stripe's own words, where it is not. */
      words: v.nullable(v.string()),
    }),
  ),
  /** Why it can't be registered: an IP address, say. */
  note: v.nullable(noteSchema),
});

/** `GET /admin/settings/domains` */
export const domainsSchema = v.object({
  checkedAt: v.number(),
  domains: v.array(domainSchema),
  problems: v.array(problemSchema),
});

/** `POST /admin/settings/domains`: registers, validates again, and disables what is no longer ours. */
export const domainsRequestSchema = v.strictObject({
  /** Left out: every host that is configured or was seen. */
  hosts: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(253))), v.maxLength(50))),
});

export const domainsDoneSchema = v.object({
  did: v.array(noteSchema),
  warnings: v.array(noteSchema),
  domains: domainsSchema,
});

// Methods

const limitsSchema = v.record(
  v.string(),
  v.strictObject({ min: v.optional(v.number()), max: v.optional(v.number()) }),
);

const methodSettingSchema = v.object({
  /** A payment method, or a wallet's button such as `apple_pay`. */
  type: v.string(),
  label: v.string(),
  kind: v.picklist(['method', 'express']),
  family: v.string(),
  enabled: v.boolean(),
  /** Who decided so: the shop here, Stripe's dashboard, or nobody. */
  decidedBy: v.picklist(['shop', 'dashboard', 'default']),
  /** By currency. */
  limits: limitsSchema,
  /** Whether money can be held with it; what can't is hidden by manual capture. */
  canHold: v.boolean(),
  /** Of the account, where the method needs a capability that is not active. */
  missingCapability: v.nullable(v.string()),
  /** Why no shop can offer it, such as `discontinued on 2024-06-30`. */
  unavailable: v.nullable(v.string()),
});

/** `GET /admin/settings/methods`: every method, in the order of display. */
export const methodsSchema = v.object({
  version: v.number(),
  methods: v.array(methodSettingSchema),
  /** What was put in order; the others follow in their usual order. */
  order: v.array(v.string()),
  /** Offered now, and hidden once capture is manual. */
  manualHides: v.array(v.string()),
});

/** `PUT /admin/settings/methods`: the whole choice. What is not named is as Stripe's dashboard has it. */
export const methodsRequestSchema = v.strictObject({
  version: v.number(),
  order: v.pipe(v.array(v.string()), v.maxLength(200)),
  methods: v.record(
    v.string(),
    v.strictObject({
      enabled: v.optional(v.boolean()),
      limits: v.optional(limitsSchema),
    }),
  ),
});

// Capture

const autoCapture = {
  /** Captures what is still held, this many hours before the hold expires. Null: never by itself. */
  captureHoursBefore: v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 30)),
  ),
};

/** `GET /admin/settings/capture` */
export const captureSchema = v.object({
  version: v.number(),
  mode: v.picklist(captureModes),
  /** What applies where nothing is chosen here: the server's own option. */
  default: v.picklist(captureModes),
  ...autoCapture,
  /** What manual capture hides now, or would hide. */
  manualHides: v.array(v.object({ type: v.string(), label: v.string() })),
});

/** `PUT /admin/settings/capture` */
export const captureSettingRequestSchema = v.strictObject({
  version: v.number(),
  mode: v.picklist(captureModes),
  ...autoCapture,
});

/** `GET /admin/holds?hours=48` */
export const holdsQuerySchema = v.strictObject({
  hours: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, 'must be a number of hours'),
      v.transform(Number),
      v.maxValue(24 * 60),
    ),
    '48',
  ),
});

/** Payments whose hold expires soon, the most urgent first; 200 at most. */
export const holdsSchema = v.object({
  holds: v.array(
    v.object({
      payment: paymentSummarySchema,
      expiresAt: v.number(),
      /** When it will be captured by itself; null: never. */
      autoCaptureAt: v.nullable(v.number()),
    }),
  ),
});

// Health

/** `GET /admin/health?fresh=true` */
export const diagnosisQuerySchema = v.strictObject({
  /** `true`: Stripe is asked now, whatever is known from a few minutes ago. */
  fresh: v.optional(v.picklist(['true', 'false']), 'false'),
});

/** `GET /admin/health`: what is wrong, the worst first, and how it is mended. */
export const diagnosisSchema = v.object({
  checkedAt: v.number(),
  /** No problem is an error. */
  ok: v.boolean(),
  problems: v.array(problemSchema),
  /** What was looked at, and found well or not. */
  checks: v.array(
    v.object({
      area: v.picklist([
        'keys',
        'webhook',
        'domains',
        'events',
        'notifications',
        'payments',
        'clock',
      ]),
      ok: v.boolean(),
      words: v.string(),
    }),
  ),
});

export type Problem = v.InferOutput<typeof problemSchema>;
export type Note = v.InferOutput<typeof noteSchema>;
export type Permission = v.InferOutput<typeof permissionSchema>;
export type CredentialCheck = v.InferOutput<typeof credentialCheckSchema>;
export type CredentialCheckRequest = v.InferOutput<typeof credentialCheckRequestSchema>;
export type CredentialsView = v.InferOutput<typeof credentialsSchema>;
export type CredentialsRequest = v.InferInput<typeof credentialsRequestSchema>;
export type WebhookView = v.InferOutput<typeof webhookSchema>;
export type WebhookDone = v.InferOutput<typeof webhookDoneSchema>;
export type DomainView = v.InferOutput<typeof domainSchema>;
export type DomainsView = v.InferOutput<typeof domainsSchema>;
export type DomainsDone = v.InferOutput<typeof domainsDoneSchema>;
export type MethodSetting = v.InferOutput<typeof methodSettingSchema>;
export type MethodsView = v.InferOutput<typeof methodsSchema>;
export type MethodsRequest = v.InferInput<typeof methodsRequestSchema>;
export type CaptureView = v.InferOutput<typeof captureSchema>;
export type CaptureSettingRequest = v.InferInput<typeof captureSettingRequestSchema>;
export type HoldsView = v.InferOutput<typeof holdsSchema>;
export type Diagnosis = v.InferOutput<typeof diagnosisSchema>;
