// Starts the console: applies the chosen theme before the first paint, then loads the WebAssembly module that Trunk built.
// Whatever goes wrong before the app can speak for itself is said here.
(() => {
  "use strict";
  const { js, wasm, integrity } = document.currentScript.dataset;

  // The one way from text to markup, which the page's policy demands (`require-trusted-types-for 'script'`): templates of the app pass, and
  // nothing that could run does. Text never becomes a script, nor the address of one.
  const runs = /<\/?(?:script|iframe|frame|object|embed|portal|base|meta|link|style)\b|[\s"'/]on[a-z]+\s*=|[\s"'/]srcdoc\s*=|javascript:/i;
  window.trustedTypes?.createPolicy("default", { createHTML: (markup) => (runs.test(markup) ? null : markup) });

  try {
    const home = new URL(document.baseURI).pathname;
    const theme = localStorage.getItem(`nodeum-admin.theme ${home}`);
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    const isSession = (name) => name.startsWith("nodeum-admin.session ") && name.endsWith(` ${home}`);
    const signedIn = Object.keys(sessionStorage).some(isSession) || localStorage.getItem(`nodeum-admin.signed-in ${home}`) !== null;
    if (signedIn) document.documentElement.dataset.session = "";
  } catch {
    // Storage is blocked: the system's theme it is.
  }

  const parsed = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  const fail = (reason, error) => {
    const crash = document.getElementById("crash");
    document.getElementById("boot")?.remove();
    document.getElementById("early-sign-in")?.remove();
    document.getElementById("crash-reason").textContent = reason;
    document.getElementById("crash-details").textContent = String(error?.stack ?? error);
    crash.hidden = false;
  };

  // The sign-in form of index.html, until the app takes it over: what is sent early is sent when the app is there.
  const prepareSignIn = () => {
    const signIn = document.getElementById("early-sign-in");
    const password = document.getElementById("early-password");
    const show = signIn.querySelector("[aria-controls]");
    const submit = signIn.querySelector("[type=submit]");
    signIn.addEventListener("submit", (event) => {
      event.preventDefault();
      signIn.dataset.submitted = "";
      submit.setAttribute("aria-busy", "true");
      submit.setAttribute("aria-disabled", "true");
    });
    show.addEventListener("click", () => {
      const shown = password.type === "password";
      password.type = shown ? "text" : "password";
      show.textContent = shown ? "Hide" : "Show";
      show.setAttribute("aria-label", shown ? "Hide password" : "Show password");
    });
  };

  // What a bug report should hold, and nothing that was entered.
  const copyReport = async () => {
    const text = (id) => document.getElementById(id).textContent;
    const report = [
      `Nodeum Admin ${js}`,
      `${new Date().toISOString()} ${location.pathname}`,
      navigator.userAgent,
      text("crash-reason"),
      text("crash-details"),
    ].join("\n");
    const details = document.getElementById("crash-details");
    details.textContent = report;
    details.parentElement.open = true;
    try {
      await navigator.clipboard.writeText(report);
      document.getElementById("crash-copied").textContent = "The report is in the clipboard.";
    } catch {
      getSelection().selectAllChildren(details);
      document.getElementById("crash-copied").textContent = "The browser refused to copy. The report is selected: copy it by hand.";
    }
  };

  // A browser's translator puts a <font> with its own text in the place of a text that the app goes on to change: the old translation
  // would stay for good. The app's text goes back beside it, empty, and whatever becomes of it takes the translation away.
  const followTranslator = () => {
    const translations = new WeakMap();
    const isTranslation = (node) => node?.nodeName === "FONT";
    const observer = new MutationObserver((records) => {
      const fresh = new Set(records.flatMap(({ addedNodes }) => [...addedNodes].filter(isTranslation)));
      for (const { type, target, oldValue, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
        if (type === "characterData") {
          // Unless it was emptied here, below.
          if (target.data !== "" || oldValue === "") {
            translations.get(target)?.font.remove();
            translations.delete(target);
          }
          continue;
        }
        const added = [...addedNodes, previousSibling, nextSibling].find((node) => fresh.has(node) && node.isConnected);
        for (const text of removedNodes) {
          const translation = translations.get(text);
          if (translation) {
            // It is gone, or moved, or the translator puts it back: it is itself again.
            translation.font.remove();
            translations.delete(text);
            text.data ||= translation.original;
          } else if (added && text.nodeType === Node.TEXT_NODE && !text.isConnected) {
            fresh.delete(added);
            translations.set(text, { font: added, original: text.data });
            text.data = "";
            added.before(text);
            observer.observe(text, { characterData: true, characterDataOldValue: true });
          }
        }
      }
    });
    observer.observe(document.body, { childList: true, subtree: true });
  };

  const start = async () => {
    await parsed;
    document.getElementById("files-missing").remove();
    followTranslator();
    prepareSignIn();
    // The document is fetched first: a browser may hold an old one for good.
    document.getElementById("crash-reload").addEventListener("click", () => {
      fetch(location.href, { cache: "reload" }).catch(() => {}).then(() => location.reload());
    });
    document.getElementById("crash-copy").addEventListener("click", copyReport);
    if (typeof WebAssembly !== "object") {
      fail("This browser has no WebAssembly, or it is switched off. Nodeum Admin needs it.", "WebAssembly is missing");
      return;
    }
    try {
      // A browser that finds a preloaded script changed loads it anew, and compares it no more: it isn't to get that far.
      const preloads = [...document.querySelectorAll("link[rel=modulepreload]")];
      await Promise.all(preloads.map((preload) => fetch(preload.href, { integrity: preload.integrity })));
      const app = await import(new URL(js, document.baseURI).href);
      await app.default({ module_or_path: fetch(new URL(wasm, document.baseURI), { integrity }) });
    } catch (error) {
      // A panic inside the app has already shown its own page.
      if (document.getElementById("crash").hidden) {
        fail("The console could not be loaded. Check the connection to its server, then reload.", error);
      }
    }
  };
  start();
})();
