/** Placeholder until the screen is written. */
export function NewContact() {
  return <h1 className="k-page">NewContact</h1>;
}
