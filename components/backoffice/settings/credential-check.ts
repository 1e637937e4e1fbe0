import { html, nothing, type TemplateResult } from 'lit';
import type { CredentialCheck } from '../../../server/settings/admin-contract.ts';
import { renderProblems } from '../notices.ts';
import type { Office } from '../office.ts';

/** What Stripe said to a set of keys. */
export function renderCheck(office: Office, check: CredentialCheck): TemplateResult {
  const { account, permissions, problems, checkedAt, ok } = check;
  const lacking = permissions.filter(({ granted }) => granted !== true);
  return html`
    <div class="stack">
      <p class="row">
        <span class="badge ${ok ? 'good' : 'bad'}"
          >${office.text(ok ? 'keys-good' : 'keys-bad')}</span
        >
        <span class="muted small">
          ${office.text('checked-at', { when: office.translator.time(checkedAt) })}
        </span>
      </p>
      ${renderProblems(office, problems, 'credentials')}
      ${account ? renderAccount(office, account) : nothing}
      ${
        lacking.length > 0
          ? html`<details ?open=${lacking.some(({ required }) => required)}>
              <summary>
                ${office.text('permissions-lacking', {
                  count: office.translator.number(lacking.length),
                })}
              </summary>
              <ul class="plain">
                ${lacking.map(
                  ({ resource, access, granted, required, for: purpose }) =>
                    html`<li>
                      <span class="badge ${required ? 'bad' : 'warn'}"
                        >${office.text(granted === null ? 'not-known' : 'missing')}</span
                      >
                      <code>${resource}: ${access}</code>
                      <span class="muted" lang="en">${purpose}</span>
                    </li>`,
                )}
              </ul>
            </details>`
          : nothing
      }
    </div>
  `;
}

function renderAccount(
  office: Office,
  { id, name, country, chargesEnabled, capabilities }: NonNullable<CredentialCheck['account']>,
): TemplateResult {
  const entries = Object.entries(capabilities).sort(([a], [b]) => a.localeCompare(b));
  const active = entries.filter(([, status]) => status === 'active').length;
  return html`
    <dl>
      <div>
        <dt>${office.text('account')}</dt>
        <dd>${name ?? nothing} <code>${id}</code></dd>
      </div>
      <div>
        <dt>${office.text('country')}</dt>
        <dd>${office.translator.country(country)}</dd>
      </div>
      <div>
        <dt>${office.text('charges')}</dt>
        <dd>${office.text(chargesEnabled ? 'yes' : 'no')}</dd>
      </div>
    </dl>
    <details>
      <summary>
        ${office.text('capabilities', {
          some: office.translator.number(active),
          all: office.translator.number(entries.length),
        })}
      </summary>
      <ul class="plain">
        ${entries.map(
          ([capability, status]) =>
            html`<li>
              <span class="badge ${status === 'active' ? 'good' : 'warn'}">${status}</span>
              <code>${capability}</code>
            </li>`,
        )}
      </ul>
    </details>
  `;
}
