/** Placeholder until the screen is written. */
export function Login() {
  return <h1 className="k-page">Login</h1>;
}
