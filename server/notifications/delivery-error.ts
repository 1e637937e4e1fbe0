/** What a callback may throw to say more than that it failed. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Trying again is of no use: the notification is parked at once. */
  readonly final: boolean;
  /** The least time to wait before the next try. */
  readonly retryAfterMs: number;

  constructor(
    message: string,
    { final = false, retryAfterMs = 0 }: { final?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.final = final;
    this.retryAfterMs = retryAfterMs;
  }
}
