/** Placeholder until the screen is written. */
export function Bin() {
  return <h1 className="k-page">Bin</h1>;
}
