/**
 * When money is taken: at once, or held first.
 *
 * @module
 */
import type { Context } from '../context.ts';
import type { CaptureMode } from '../methods/index.ts';
import { recordAudit } from '../operators/audit.ts';
import { transaction } from '../store/commit.ts';
import type { Account } from './account.ts';
import type { CaptureSettingRequest, CaptureView } from './admin-contract.ts';
import { hiddenByManual, methodsView } from './methods.ts';
import { changeSetting, readSetting, readVersioned } from './setting.ts';

const SETTING = 'shop.capture';

export interface CaptureSetting {
  /** For orders that name none. */
  mode: CaptureMode;
  /** How long before its end a hold is captured by itself; null: never. */
  captureHoursBefore: number | null;
}

/** The operator's choice; until there is one, the server's own option. */
export async function captureSetting({
  store,
  settings,
}: Pick<Context, 'store' | 'settings'>): Promise<CaptureSetting> {
  return (
    (await readSetting<CaptureSetting>(store, SETTING)) ?? {
      mode: settings.capture,
      captureHoursBefore: null,
    }
  );
}

export async function captureView(context: Context, account: Account): Promise<CaptureView> {
  const { store, settings } = context;
  const { content, version } = await readVersioned<CaptureSetting>(store, SETTING);
  const { mode, captureHoursBefore } = content ?? (await captureSetting(context));
  const { methods } = await methodsView(context, account);
  return {
    version,
    mode,
    default: settings.capture,
    captureHoursBefore,
    manualHides: hiddenByManual(methods).map(({ type, label }) => ({ type, label })),
  };
}

/** @throws {@link CheckoutError} `settings_changed`. */
export async function changeCapture(
  { store, now }: Context,
  { version, ...chosen }: CaptureSettingRequest,
  actor: string,
): Promise<void> {
  const at = now();
  await transaction(store.db, 'operator-setting', async (trx) => {
    await changeSetting(trx, SETTING, chosen, { version, now: at });
    await recordAudit(trx, { actor, action: 'capture_changed', detail: chosen }, at);
  });
}
