/** Placeholder until the screen is written. */
export function Admin() {
  return <h1 className="k-page">Admin</h1>;
}
