/** Placeholder until the screen is written. */
export function Profile() {
  return <h1 className="k-page">Profile</h1>;
}
