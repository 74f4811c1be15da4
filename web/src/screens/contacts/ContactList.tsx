/** Placeholder until the screen is written. */
export function ContactList() {
  return <h1 className="k-page">ContactList</h1>;
}
