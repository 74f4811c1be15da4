const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/MicroMessenger/, "WeChat"],
  [/Firefox\//, "Firefox"],
  [/Chrom(?:e|ium)\/|HeadlessChrome/, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** "Firefox · Windows" from what a browser says of itself; the text itself, shortened, when nobody knows it. */
export function agentName(text: string): string {
  const one = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(text))?.[1];
  return [one(browsers), one(systems)].filter(Boolean).join(" · ") || text.slice(0, 60);
}

/** Whether this browser can hold passkeys at this address: it must be https, or this very machine. */
export const passkeysPossible = () => typeof PublicKeyCredential !== "undefined" && window.isSecureContext;
