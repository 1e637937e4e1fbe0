import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { keyed } from 'lit/directives/keyed.js';
import type { GroupState } from '../../shared/protocol.ts';
import { fieldsTemplate } from '../fields/view.ts';
import { methodIcon } from '../icons.ts';
import type { ListedMethod, PaymentElementFrame } from './element.ts';
import { formOf } from './forms.ts';
import { showsTerms } from './options.ts';

export function paymentTemplate(element: PaymentElementFrame, group: GroupState): TemplateResult {
  const { methods, layout, selected } = element;
  if (methods.length === 1 && selected) return formTemplate(element, group);
  return layout.type === 'tabs' ? tabsTemplate(element, group) : accordionTemplate(element, group);
}

/** As many methods as there is room for, the chosen one among them. */
function visibleMethods(
  { methods, selected, showsAll }: PaymentElementFrame,
  limit: number,
): ListedMethod[] {
  // One more line for "More" would hide no more than it shows.
  if (showsAll || limit === 0 || methods.length <= limit + 1) return methods;
  return methods.filter(({ type }, index) => index < limit || type === selected);
}

function moreButton(
  element: PaymentElementFrame,
  visible: readonly ListedMethod[],
): TemplateResult | typeof nothing {
  if (visible.length === element.methods.length) return nothing;
  return html`<button
    type="button"
    class="More"
    aria-expanded="false"
    data-testid="more"
    @click=${() => element.showAll()}
  >
    ${element.t('more')}
  </button>`;
}

function tabsTemplate(element: PaymentElementFrame, group: GroupState): TemplateResult {
  const { selected, t } = element;
  const visible = visibleMethods(element, element.tabsInTwoRows);
  return html`<div class="TabList" role="tablist" aria-label=${t('methods')}>
      ${visible.map(({ type, label, family }, index) => {
        const isSelected = type === selected;
        const isEntry = isSelected || (selected === undefined && index === 0);
        return html`<button
          type="button"
          role="tab"
          id="${type}-tab"
          class="Tab ${isSelected ? 'Tab--selected' : ''}"
          data-testid=${type}
          data-value=${type}
          value=${type}
          aria-selected=${isSelected ? 'true' : 'false'}
          aria-controls="${type}-panel"
          tabindex=${isEntry ? '0' : '-1'}
          @click=${() => element.select(type)}
          @keydown=${(event: KeyboardEvent) => moveAmongTabs(event, element)}
        >
          ${methodIcon(family, `TabIcon ${isSelected ? 'TabIcon--selected' : ''}`)}
          <span class="TabLabel ${isSelected ? 'TabLabel--selected' : ''}">${label}</span>
        </button>`;
      })}
    </div>
    ${moreButton(element, visible)}
    ${
      selected
        ? html`<div role="tabpanel" id="${selected}-panel" aria-labelledby="${selected}-tab">
            ${formTemplate(element, group)}
          </div>`
        : nothing
    }`;
}

/** Arrow keys choose, as in any list of tabs. */
function moveAmongTabs(event: KeyboardEvent, element: PaymentElementFrame): void {
  const backwards = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const forwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const tabs = visibleMethods(element, element.tabsInTwoRows).map(({ type }) => type);
  const at = tabs.indexOf((event.currentTarget as HTMLElement).dataset.value ?? '');
  const target = {
    [backwards]: at - 1,
    ArrowUp: at - 1,
    [forwards]: at + 1,
    ArrowDown: at + 1,
    Home: 0,
    End: tabs.length - 1,
  }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  const type = tabs.at(target % tabs.length);
  if (!type) return;
  element.select(type);
  document.getElementById(`${type}-tab`)?.focus();
}

function accordionTemplate(element: PaymentElementFrame, group: GroupState): TemplateResult {
  const { layout } = element;
  const visible = visibleMethods(element, layout.visibleAccordionItemsCount);
  return html`<div class="Accordion ${layout.spacedAccordionItems ? 'Accordion--spaced' : ''}">
      ${visible.map((method) => accordionItem(element, group, method))}
    </div>
    ${moreButton(element, visible)}`;
}

function accordionItem(
  element: PaymentElementFrame,
  group: GroupState,
  { type, label, family }: ListedMethod,
): TemplateResult {
  const { layout, selected, methods } = element;
  const isSelected = type === selected;
  const radios =
    layout.radios === 'always' || (layout.radios === 'if_multiple' && methods.length > 1);
  const atEnd = layout.paymentMethodLogoPosition === 'end';
  return html`<div class="AccordionItem ${isSelected ? 'AccordionItem--selected' : ''}">
    <button
      type="button"
      id="${type}-tab"
      class="AccordionTrigger"
      data-testid=${type}
      data-value=${type}
      value=${type}
      aria-expanded=${isSelected ? 'true' : 'false'}
      aria-controls="${type}-panel"
      @click=${() => element.select(type)}
    >
      ${radios ? radioIcon(isSelected) : nothing} ${atEnd ? nothing : methodIcon(family, 'TabIcon')}
      <span class="AccordionLabel">${label}</span>
      ${atEnd ? methodIcon(family, 'TabIcon') : nothing}
    </button>
    <div
      id="${type}-panel"
      class="AccordionContent"
      role="region"
      aria-labelledby="${type}-tab"
      ?hidden=${!isSelected}
    >
      ${isSelected ? formTemplate(element, group) : nothing}
    </div>
  </div>`;
}

function radioIcon(isSelected: boolean): TemplateResult {
  const modifier = (name: string): string => (isSelected ? `${name} ${name}--checked` : name);
  return html`<svg class="RadioIcon" viewBox="0 0 18 18" aria-hidden="true">
    ${svg`<circle class=${modifier('RadioIconOuter')} cx="9" cy="9" r="8" />
    <circle class=${modifier('RadioIconInner')} cx="9" cy="9" r="4.5" />`}
  </svg>`;
}

function formTemplate(element: PaymentElementFrame, group: GroupState): TemplateResult {
  const { form, t, plan, options, selected = '', methods } = element;
  const { next, mandate = false } = formOf(selected);
  const business = options.business?.name ?? group.session.account.business_name;
  const method = methods.find(({ type }) => type === selected)?.label ?? '';
  const saves =
    selected === 'card' &&
    (Boolean(group.deferred?.setupFutureUsage) ||
      (group.deferred && group.deferred.mode !== 'payment'));
  const terms = showsTerms(selected, options, mandate || Boolean(saves));
  return html`${
    plan.shown.length > 0
      ? // A field must not become another method's of the same name: browsers would keep its state.
        keyed(
          selected,
          fieldsTemplate({
            form,
            t,
            locale: group.locale,
            idPrefix: 'payment',
            readOnly: options.readOnly ?? false,
            names: plan.shown,
          }),
        )
      : nothing
  }
  ${next ? html`<p class="RedirectText">${t(next, { method })}</p>` : nothing}
  ${
    terms
      ? html`<p class="TermsText">${t(mandate ? 'terms.mandate' : 'terms.card', { business })}</p>`
      : nothing
  }`;
}
