// One self-contained module: Vue and ODK Web Forms. `mount(element, formXml, fetchList)` shows a form; nothing is sent.
import { createApp, h } from "vue";
import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";

export function mount(element, formXml, fetchList, onSubmit) {
  const app = createApp({
    render: () =>
      h(OdkWebForm, {
        formXml,
        fetchFormAttachment: (url) => fetchList(url.href ?? String(url)),
        missingResourceBehavior: "BLANK",
        trackDevice: false,
        onSubmit,
      }),
  });
  app.use(webFormsPlugin);
  app.mount(element);
  return app;
}
