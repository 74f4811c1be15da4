/** The arrows: app → screens → parts → fields → ui → lib; local is the memory, sync the only talker to /api/sync. */
const order = ["app", "screens", "parts", "fields", "ui"];
const arrows = order.slice(1).map((room, at) => ({
  name: `${room}-looks-only-down`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${order.slice(0, at + 1).join("|")}|sync)/` },
}));
module.exports = {
  forbidden: [
    ...arrows,
    { name: "lib-knows-nobody", severity: "error", from: { path: "^src/lib/", pathNot: "testing" }, to: { path: "^src/(app|screens|parts|fields|ui|local|sync)/" } },
    { name: "local-uses-lib", severity: "error", from: { path: "^src/local/" }, to: { path: "^src/(app|screens|parts|fields|ui|sync)/" } },
    { name: "sync-uses-local-and-lib", severity: "error", from: { path: "^src/sync/" }, to: { path: "^src/(app|screens|parts|fields|ui)/" } },
    { name: "screens-are-strangers", severity: "error", from: { path: "^src/screens/([^/]+)/" }, to: { path: "^src/screens/", pathNot: "^src/screens/$1/" } },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans-in-air", severity: "error", from: { path: "^src" }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.tsx?$" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".json", ".css"] },
  },
};
