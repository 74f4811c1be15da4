/** Placeholder until the screen is written. */
export function NewPassword() {
  return <h1 className="k-page">NewPassword</h1>;
}
