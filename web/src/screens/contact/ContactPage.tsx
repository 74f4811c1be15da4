/** Placeholder until the screen is written. */
export function ContactPage() {
  return <h1 className="k-page">ContactPage</h1>;
}
