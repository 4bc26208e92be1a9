// One self-contained module: Vue and ODK Web Forms. `mount(element, options)` shows a form.
// options: formXml, fetchList(address), onSubmit(payload), and for a form already filled in editInstance.
import { createApp, h } from "vue";
import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";

export function mount(element, { formXml, fetchList, onSubmit, editInstance }) {
  const app = createApp({
    render: () =>
      h(OdkWebForm, {
        formXml,
        fetchFormAttachment: (url) => fetchList(url.href ?? String(url)),
        missingResourceBehavior: "BLANK",
        trackDevice: false,
        editInstance,
        onSubmit,
      }),
  });
  app.use(webFormsPlugin);
  app.mount(element);
  return app;
}
