// A form already filled in, opened with ODK Web Forms and sent to this node. The page says with what (data-…).
const place = document.getElementById("bieu-mau");
const status = document.getElementById("tinh-trang");
const result = document.getElementById("ket-qua");
const ASK_MS = 20000;
let isSending = false;
let start = "";

function say(text) {
  status.textContent = text;
  status.hidden = text === "";
  if (text) status.scrollIntoView({ block: "center" });
}

async function take(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}

function fetchList(address) {
  const name = decodeURIComponent(address.split("/").pop());
  return fetch(place.dataset.lists.replace("TEN", encodeURIComponent(name)));
}

// Answers that are a page are shown above the form: what was typed stays on the screen.
async function show(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  result.replaceChildren(...(page.getElementById("main") ?? page.body).childNodes);
  result.hidden = false;
  result.scrollIntoView();
}

async function send(payload) {
  if (isSending) return;
  const fields = document.getElementById("kem-theo");
  if (!fields.reportValidity()) return;
  isSending = true;
  say(place.dataset.sending);
  result.hidden = true;
  try {
    const kept = new Set(JSON.parse(place.dataset.files));
    const body = new FormData(fields);
    for (const [name, file] of payload.data[0].entries()) if (!kept.has(name)) body.append(name, file, file.name);
    body.append("start", start);
    const headers = { "X-CSRFToken": place.dataset.token };
    const answer = await fetch(place.dataset.send, { method: "POST", body, headers });
    say("");
    if (answer.ok) window.location.assign((await answer.json()).go);
    else await show(answer);
  } catch (error) {
    say(`${place.dataset.unsent} ${error.message}`);
  }
  isSending = false;
}

async function look() {
  if (document.hidden || isSending) return;
  const answer = await fetch(place.dataset.version);
  if (!answer.ok) return;
  if ((await answer.json()).instance_id !== place.dataset.shown) document.getElementById("ban-moi").hidden = false;
}

try {
  const files = JSON.parse(place.dataset.files);
  const missing = new Set(JSON.parse(place.dataset.missing));
  const [library, form] = await Promise.all([import(place.dataset.library), take(place.dataset.form)]);
  library.mount(place, {
    formXml: await form.text(),
    fetchList,
    onSubmit: send,
    editInstance: {
      resolveInstance: async () => {
        start = await (await take(place.dataset.answers)).text();
        return start;
      },
      attachmentFileNames: files,
      // A photo that is still on a tablet keeps its place in the answers.
      resolveAttachment: (name) =>
        take(missing.has(name) ? place.dataset.none : place.dataset.file.replace("TEN", encodeURIComponent(name))),
    },
  });
  say("");
  if (place.dataset.version) {
    // A network that is away for a moment changes nothing: sending asks again.
    const ask = () => look().catch(() => undefined);
    setInterval(ask, ASK_MS);
    document.addEventListener("visibilitychange", ask);
  }
} catch (error) {
  say(`${place.dataset.failed} ${error.message}`);
}
