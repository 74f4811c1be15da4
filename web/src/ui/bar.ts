const bars = new Map<HTMLElement, number>();
const put = () => document.documentElement.style.setProperty("--k-bar", `${Math.max(0, ...bars.values())}px`);

/** As `ref` of a bar at the foot of the window: what comes up there, like a toast, stands above it and never on it. */
export function bar(node: HTMLElement | null): (() => void) | undefined {
  if (!node) return;
  const watch = new ResizeObserver(() => {
    bars.set(node, node.offsetHeight);
    put();
  });
  watch.observe(node);
  return () => {
    watch.disconnect();
    bars.delete(node);
    put();
  };
}
