import { api, Problem } from "../lib/api";
import { faultsFrom } from "../lib/asked";
import type { Fault } from "../lib/shapes";

const base = "/api/auth/browser/v1/auth";
type Told = { message?: string; code?: string; param?: string };

/** The first request of a fresh browser brings the cookie that every writing one must show. It answers 401: nobody yet. */
async function knock(): Promise<void> {
  await api("GET", `${base}/session`).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.away) throw error;
  });
}

/** Shows a user name (the e-mail address) and a password; then one is in, or owes a second factor. Throws `Problem`. */
export async function logIn(email: string, password: string): Promise<void> {
  await knock();
  const enter = () => nobodyAfter(api("POST", `${base}/login`, { body: { email, password } }));
  await enter().catch(async (error: unknown) => {
    if (!(error instanceof Problem && error.status === 409)) throw error;
    // Somebody else is still logged in in this browser: whoever typed a password now means to take his place.
    await leave();
    await enter();
  });
}

/** Ends a login, also one that waits for its second factor. */
export async function leave(): Promise<void> {
  await nobodyAfter(api("DELETE", `${base}/session`));
}

/** Asks for a link by mail. The answer is the same whether the address is known. */
export async function askReset(email: string): Promise<void> {
  await knock();
  await api("POST", `${base}/password/request`, { body: { email } });
}

/** Sets a new password with the key of a mailed link. */
export async function setPassword(key: string, password: string): Promise<void> {
  await knock();
  await nobodyAfter(api("POST", `${base}/password/reset`, { body: { key, password } }));
}

/** allauth answers with 401 when it worked and nobody is logged in afterwards, or not yet. */
async function nobodyAfter(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!(error instanceof Problem && error.status === 401)) throw error;
  });
}

/** What allauth refused, in our shape. */
export function accountFaults(error: unknown): Fault[] {
  const told = error instanceof Problem && Array.isArray(error.body.errors) ? (error.body.errors as Told[]) : [];
  if (!told.length || (error as Problem).away) return faultsFrom(error);
  return told.map(({ code = "invalid", message = "", param = "" }) => ({ place: param, code, detail: message }));
}

export type Login = { id: number; user_agent: string; ip: string; created_at: number; is_current: boolean };

export async function myLogins(): Promise<Login[]> {
  return (await api<{ data: Login[] }>("GET", `${base}/sessions`)).data;
}

export async function endLogin(id: number): Promise<Login[]> {
  return (await api<{ data: Login[] }>("DELETE", `${base}/sessions`, { body: { sessions: [id] } })).data;
}

export type Way = "password" | "totp" | "webauthn";
/** Where this browser stands before the login: the ways in, and what is still asked for. */
export type Entrance = {
  password: boolean;
  passkey: boolean;
  sso: string | null;
  second: Way[];
  inside: boolean;
  mfa_missing: boolean;
  proof: Way[];
};

export const entrance = () => api<Entrance>("GET", `${base}/entrance`);

/** The address of the firm's log-in, which leads back to `next`. */
export async function ssoAddress(next: string): Promise<string> {
  return (await api<{ url: string }>("POST", `${base}/sso`, { body: { next } })).url;
}
