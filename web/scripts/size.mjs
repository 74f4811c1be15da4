// The first load of login and contact list together: at most 250 KB gzip of JS and CSS in at most 12 requests.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = new URL("../../karteo/static_web/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", out), "utf8"));
const starts = ["index.html", "src/screens/login/Login.tsx", "src/screens/contacts/ContactList.tsx"];
// One language comes with the first load; German is the longest of the three.
starts.push("src/i18n/de/index.ts");

const files = new Set();
const walk = (name) => {
  const entry = manifest[name];
  if (!entry) throw new Error(`not in the build: ${name}`);
  if (files.has(entry.file)) return;
  files.add(entry.file);
  for (const style of entry.css ?? []) files.add(style);
  for (const next of entry.imports ?? []) walk(next);
};
starts.forEach(walk);

let total = 0;
for (const file of files) {
  if (!/\.(js|css)$/.test(file)) continue;
  const size = gzipSync(readFileSync(new URL(file, out))).length;
  total += size;
  console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${file}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(7)} KB  in ${files.size} requests (limit 250 KB, 12 requests)`);
process.exit(total > 250 * 1024 || files.size > 12 ? 1 : 0);
