/** A shop in Vue 3, with a template as shops write them. */
import { createApp, ref } from 'vue/dist/vue.esm-bundler.js';

const { token, endpoint } = JSON.parse(document.querySelector('#order').textContent);

const app = createApp({
  setup() {
    const methods = ref(0);
    const paid = ref(false);
    const shown = ref(true);
    return { token, endpoint, methods, paid, shown };
  },
  template: `
    <section>
      <output>{{ paid ? 'Packing' : methods + ' methods' }}</output>
      <button @click="shown = !shown">{{ shown ? 'Hide' : 'Show' }}</button>
      <tender-checkout
        v-if="shown"
        :order="token"
        :endpoint="endpoint"
        @tender-ready="methods = $event.methods.length"
        @tender-paid="paid = true"
      >
        <b slot="pay-label">{{ methods > 0 ? 'Pay now' : 'Wait' }}</b>
      </tender-checkout>
    </section>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('tender-');
app.mount('#app');
