import type { Fault, Json } from "./shapes";

/** The server's refusal (problem+json), or no answer at all (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: Fault[],
    readonly body: Record<string, Json> = {},
  ) {
    super(detail || title);
  }

  /** Nobody answered: no network, server away, or a proxy that speaks for it. */
  get away(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Nobody is known here, or somebody who owes a second factor: the login page is where it goes on. */
export function isShut(error: unknown): boolean {
  return error instanceof Problem && (error.status === 401 || (error.status === 403 && error.body.type === "urn:karteo:problem:mfa_required"));
}

type Options = { body?: unknown; query?: Record<string, string | number | boolean | null | undefined>; signal?: AbortSignal };

const cookie = (name: string): string | undefined =>
  document.cookie
    .split("; ")
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** What every writing request must show: the page knows its own cookie, another site does not. */
export const csrfToken = () => cookie("csrftoken");

let onLoggedOut: () => void = () => {};
/** The app says here what to do when the server no longer knows us. */
export function whenLoggedOut(handler: () => void): void {
  onLoggedOut = handler;
}

/** One request to our own server. In: method, path, JSON or FormData body. Out: the JSON answer; throws `Problem`. */
export async function api<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(key, String(value));
  }
  const url = query.size ? `${path}?${query}` : path;
  const headers: Record<string, string> = { Accept: "application/json" };
  const isForm = options.body instanceof FormData;
  if (options.body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  const token = csrfToken();
  if (method !== "GET" && token) headers["X-CSRFToken"] = token;

  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method,
      headers,
      credentials: "same-origin",
      body: options.body === undefined ? null : isForm ? (options.body as FormData) : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
    text = await answer.text(); // an answer that breaks off here was no answer
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "away", "", []);
  }
  return verdict<T>(path, answer.status, answer.statusText, text);
}

/** An answer as its JSON, or thrown as the `Problem` it tells of. */
export function verdict<T>(path: string, status: number, statusText: string, text: string): T {
  const data = parse(text);
  if (status >= 200 && status < 300) {
    if (text && data === undefined) throw new Problem(502, "", "", []); // no words of ours: something in between speaks
    return data as T;
  }
  const body = (data && typeof data === "object" && !Array.isArray(data) ? data : {}) as Record<string, Json>;
  const problem = new Problem(
    status,
    typeof body.title === "string" ? body.title : statusText,
    typeof body.detail === "string" ? body.detail : "",
    Array.isArray(body.errors) ? (body.errors as unknown as Fault[]) : [],
    body,
  );
  if (isShut(problem) && !path.startsWith("/api/auth/")) onLoggedOut();
  throw problem;
}

function parse(text: string): Json | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
