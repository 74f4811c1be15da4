/** Placeholder until the screen is written. */
export function AskReset() {
  return <h1 className="k-page">AskReset</h1>;
}
