/** Placeholder until the screen is written. */
export function Home() {
  return <h1 className="k-page">Home</h1>;
}
