/** Placeholder until the screen is written. */
export function Import() {
  return <h1 className="k-page">Import</h1>;
}
