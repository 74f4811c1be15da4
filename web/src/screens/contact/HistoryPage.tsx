/** Placeholder until the screen is written. */
export function HistoryPage() {
  return <h1 className="k-page">HistoryPage</h1>;
}
