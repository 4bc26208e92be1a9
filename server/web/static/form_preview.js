// Shows one form version with ODK Web Forms. Lists are generated samples of this node; nothing is sent.
const place = document.getElementById("bieu-mau");
const status = document.getElementById("tinh-trang");

function say(text) {
  status.textContent = text;
  status.hidden = text === "";
}

async function fetchList(address) {
  const name = decodeURIComponent(address.split("/").pop());
  return fetch(place.dataset.lists.replace("TEN", encodeURIComponent(name)));
}

try {
  const [library, form] = await Promise.all([import(place.dataset.library), fetch(place.dataset.form)]);
  if (!form.ok) throw new Error(`${form.status}`);
  library.mount(place, { formXml: await form.text(), fetchList, onSubmit: () => say(place.dataset.done) });
  say("");
} catch (error) {
  say(`${place.dataset.failed} ${error.message}`);
}
