/** The shop's return address, told how the payment stands as Stripe tells it. */
interface Returning {
  object: 'payment_intent' | 'setup_intent';
  id: string;
  client_secret: string | null;
  status: string;
}

/** @param returnUrl absolute; what it asks for already is kept */
export function returnAddress(intent: Returning, returnUrl: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', redirectStatus(intent.status));
  return url.href;
}

function redirectStatus(status: string): 'succeeded' | 'failed' | 'pending' {
  switch (status) {
    case 'succeeded':
    case 'requires_capture':
      return 'succeeded';
    case 'requires_payment_method':
    case 'canceled':
      return 'failed';
    default:
      return 'pending';
  }
}
