import { csrfToken, Problem, verdict } from "./api";
import { faultsFrom } from "./asked";
import type { Fault } from "./shapes";

type Options = {
  query?: Record<string, string>;
  signal?: AbortSignal;
  /** Told again and again while it leaves: the part that is out, from 0 to 1. */
  onProgress?: (part: number) => void;
};

/** Sends a file as the body of one request. Out: the JSON answer; throws `Problem`, or an `AbortError` when it was called off. `fetch` cannot tell how far it is, so this is the older way. */
export function upload<T>(method: "POST" | "PUT", path: string, file: Blob, { query, signal, onProgress }: Options = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const called = () => request.abort();
    const end = (settle: () => void) => {
      signal?.removeEventListener("abort", called);
      settle();
    };
    request.open(method, query ? `${path}?${new URLSearchParams(query)}` : path);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    const token = csrfToken();
    if (token) request.setRequestHeader("X-CSRFToken", token);
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    request.onload = () =>
      end(() => {
        try {
          resolve(verdict<T>(path, request.status, request.statusText, request.responseText));
        } catch (error) {
          reject(error as Error);
        }
      });
    request.onerror = () => end(() => reject(new Problem(0, "away", "", [])));
    request.onabort = () => end(() => reject(new DOMException("called off", "AbortError")));
    if (signal?.aborted) return request.onabort(new ProgressEvent("abort"));
    signal?.addEventListener("abort", called);
    request.send(file);
  });
}

/** Why a file was not taken. Before "not reachable": a store or scanner that is away says so in its own words. */
export function uploadFaults(error: unknown): Fault[] {
  if (error instanceof Problem && error.errors.length) return error.errors.map((fault) => ({ ...fault, place: fault.place ?? "" }));
  return faultsFrom(error);
}
