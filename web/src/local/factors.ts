import { api, Problem } from "../lib/api";
import { makePasskey, showPasskey } from "../lib/passkey";

const auth = "/api/auth/browser/v1/auth";
const mine = "/api/auth/browser/v1/account/authenticators";
type Data<T> = { data: T };

export type Factor = {
  type: "totp" | "webauthn" | "recovery_codes";
  id?: number;
  name?: string;
  created_at: number;
  last_used_at: number | null;
  unused_code_count?: number;
  unused_codes?: string[];
};
export type Begun = { secret: string; totp_svg: string };

/** The second step of a login. A right code answers that one is in. */
export const sendCode = (code: string) => api("POST", `${auth}/2fa/authenticate`, { body: { code } });

type Step = "login" | "authenticate" | "reauthenticate";
/** Shows a passkey: as the whole login, as its second step, or once more to prove who one is. */
export async function passkeyFor(step: Step): Promise<void> {
  const { data } = await api<Data<{ request_options: { publicKey: Parameters<typeof showPasskey>[0] } }>>("GET", `${auth}/webauthn/${step}`);
  await api("POST", `${auth}/webauthn/${step}`, { body: { credential: await showPasskey(data.request_options.publicKey) } });
}

export const provePassword = (password: string) => api("POST", `${auth}/reauthenticate`, { body: { password } });
export const proveCode = (code: string) => api("POST", `${auth}/2fa/reauthenticate`, { body: { code } });

/** Whether a refusal says: show once more who you are. */
export function wantsProof(error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  if (error.status === 403) return error.body.type === "urn:karteo:problem:reauthenticate";
  const told = error.body as { meta?: { is_authenticated?: boolean } };
  return error.status === 401 && told.meta?.is_authenticated === true;
}

export const myFactors = async () => (await api<Data<Factor[]>>("GET", mine)).data;

/** A fresh secret for an authenticator app; it counts once `confirmApp` was given a code of it. */
export const beginApp = async () => (await api<{ meta: Begun }>("GET", `${mine}/totp`)).meta;
export const confirmApp = (code: string) => api("POST", `${mine}/totp`, { body: { code } });
export const removeApp = () => api("DELETE", `${mine}/totp`);

export async function addPasskey(name: string): Promise<void> {
  const { data } = await api<Data<{ creation_options: { publicKey: Parameters<typeof makePasskey>[0] } }>>("GET", `${mine}/webauthn`, { query: { passwordless: true } });
  await api("POST", `${mine}/webauthn`, { body: { name, passwordless: true, credential: await makePasskey(data.creation_options.publicKey) } });
}
export const removePasskey = (id: number) => api("DELETE", `${mine}/webauthn`, { body: { authenticators: [id] } });

/** The recovery codes if they have not been seen yet; null when they have. */
export async function freshCodes(): Promise<string[] | null> {
  return (await api<Data<Factor>>("GET", `${mine}/recovery-codes`)).data.unused_codes ?? null;
}
export const renewCodes = async () => (await api<Data<Factor>>("POST", `${mine}/recovery-codes`)).data.unused_codes ?? [];
