// Runs dependency-cruiser and fails also when it read almost nothing: a wrong set-up must not look like clean arrows.
import { spawnSync } from "node:child_process";

const run = spawnSync("npx", ["--no-install", "depcruise", "src", "--config", ".dependency-cruiser.cjs", "--output-type", "json"], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
const report = JSON.parse(run.stdout || "null");
if (!report) {
  console.error(run.stderr);
  process.exit(2);
}
const own = report.modules.filter((module) => module.source.startsWith("src/"));
for (const { rule, from, to, cycle } of report.summary.violations) {
  console.error(`${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(" → ") : to}`);
}
console.log(`${own.length} modules read, ${report.summary.violations.length} wrong arrows`);
process.exit(own.length < 10 || report.summary.violations.length > 0 ? 1 : 0);
