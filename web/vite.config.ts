import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Writes sw.js beside the built files, with their names and one version that changes when any of them does. */
function serviceWorker(): Plugin {
  return {
    name: "karteo-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => /\.(js|css|html)$/.test(name))
        .map((name) => (name === "index.html" ? "/" : `/${name}`))
        .sort();
      const html = bundle["index.html"];
      if (html?.type !== "asset") throw new Error("the service worker is made before the page it keeps");
      const seed = files.join() + String(html.source);
      const version = createHash("sha256").update(seed).digest("hex").slice(0, 12);
      const source = readFileSync(new URL("./src/app/sw.js", import.meta.url), "utf8")
        .replace("__FILES__", JSON.stringify([...files, "/icon.svg", "/app.webmanifest"]))
        .replace("__VERSION__", version);
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

/** The kit declares a dozen colours in ten shades each; ours are petrol and the greys. */
function ownColours(): Plugin {
  const foreign = /--mantine-color-(pink|grape|violet|indigo|cyan|teal|lime|yellow|orange|green)-[\w-]+:[^;}]+;?/g;
  return {
    name: "karteo-own-colours",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const [name, file] of Object.entries(bundle)) if (name.endsWith(".css") && file.type === "asset") file.source = String(file.source).replace(foreign, "");
    },
  };
}

const vendor = (...names: string[]) => new RegExp(`node_modules/(${names.join("|")})/`);

const kit = vendor("@mantine", "@floating-ui", "clsx");
/** Parts of the kit that only dialogs and forms need: they must not weigh on the first load. */
const later = /components\/(Modal|ModalBase|ScrollArea|Overlay|Textarea|NativeSelect|Checkbox|InlineInput|FileButton|Progress|Tabs|Menu|Popover)\/|@floating-ui/;

/** Of ours: what only the profile and a login with a second factor need, and what follows work on many records. */
const seldom = /src\/(parts\/factor\/|lib\/(passkey|jobs)|local\/factors|ui\/(Dialog|Job|useJob))/;

export default defineConfig({
  plugins: [react(), ownColours(), serviceWorker()],
  build: {
    outDir: "../karteo/static_web",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // An inlined asset would be a data: address, which the content security policy does not allow.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: vendor("react", "react-dom", "scheduler"), priority: 3 },
            { name: "kit", test: (id) => kit.test(id) && !later.test(id), priority: 2 },
            { name: "base", test: vendor("@tanstack/react-router", "@tanstack/router-core", "@tanstack/history", "i18next", "react-i18next", "dexie"), priority: 2 },
            { name: "menu", test: /components\/(Menu|Popover)\/|@floating-ui/, priority: 1.5 },
            // The few modules every screen uses travel together: fewer requests on the first load.
            { name: "core", test: (id) => /src\/(ui|lib|local)\/|screens\/contacts\/(columns|fields|views|Table\.module)\b/.test(id) && !seldom.test(id), minShareCount: 2, priority: 1 },
            { name: "form", test: (id) => /src\/(fields|parts)\//.test(id) && !seldom.test(id), minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: process.env.KARTEO_API ?? "http://127.0.0.1:8000", changeOrigin: false } } },
  test: { setupFiles: ["src/lib/testing.ts"], include: ["src/**/*.test.{ts,tsx}"] },
});
