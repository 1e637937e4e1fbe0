/** Parameters that many objects take. */
import type { Address, BillingDetails } from '../state/objects.ts';

type Metadata = Record<string, string>;

/**
 * Metadata with changes: a key with null goes, null instead of changes clears all.
 * @see https://docs.stripe.com/api/metadata
 */
export function mergeMetadata(
  current: Metadata | null,
  changes: Readonly<Record<string, string | number | null>> | null | undefined,
): Metadata {
  if (changes === undefined) return current ?? {};
  if (changes === null) return {};
  const merged = Object.entries({ ...current, ...changes });
  return Object.fromEntries(
    merged.flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])),
  );
}

type Given<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

export const fullAddress = (
  given: Given<Address> | null | undefined,
  current?: Address | null,
): Address => ({
  city: given?.city ?? current?.city ?? null,
  country: given?.country ?? current?.country ?? null,
  line1: given?.line1 ?? current?.line1 ?? null,
  line2: given?.line2 ?? current?.line2 ?? null,
  postal_code: given?.postal_code ?? current?.postal_code ?? null,
  state: given?.state ?? current?.state ?? null,
});

export interface BillingDetailsParam extends Given<Omit<BillingDetails, 'address'>> {
  readonly address?: Given<Address> | null | undefined;
}

export const fullBillingDetails = (
  given: BillingDetailsParam | null | undefined,
  current?: BillingDetails,
): BillingDetails => ({
  address: fullAddress(given?.address, current?.address),
  email: given?.email ?? current?.email ?? null,
  name: given?.name ?? current?.name ?? null,
  phone: given?.phone ?? current?.phone ?? null,
  tax_id: given?.tax_id ?? current?.tax_id ?? null,
});

/** Without the fields that are undefined. */
export function defined<T extends object>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
