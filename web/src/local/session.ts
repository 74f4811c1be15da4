import { api, Problem } from "../lib/api";
import { asLanguage, changeLanguage, currentLanguage } from "../lib/i18n";
import type { Me } from "../lib/shapes";
import { createStore, useStore } from "../lib/store";
import { openLocal } from "./db";

const kept = "karteo.me";
const chosen = "karteo.language.chosen";

/** Who works here; null when nobody is logged in. */
export const session = createStore<Me | null>(null);

/** Asks the server who we are. Without network the last user of this device stays, with the device's copy. Out: null when a login is needed. */
export async function loadSession(): Promise<Me | null> {
  try {
    return await begin(await inChosenLanguage(await api<Me>("GET", "/api/me")));
  } catch (error) {
    if (error instanceof Problem && error.away) {
      const last = localStorage.getItem(kept);
      return last ? begin(JSON.parse(last) as Me) : null;
    }
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

/** The language chosen in front of the login is the one meant, also against an older one in the profile. */
async function inChosenLanguage(me: Me): Promise<Me> {
  const language = asLanguage(sessionStorage.getItem(chosen));
  sessionStorage.removeItem(chosen);
  if (!language || language === me.user.language) return me;
  await api("PATCH", "/api/me", { body: { language } });
  return { ...me, user: { ...me.user, language } };
}

/** To be told when somebody chooses a language before we know who it is: it outlives a way to the firm's log-in. */
export const chooseBefore = (language: string) => sessionStorage.setItem(chosen, language);

async function begin(me: Me): Promise<Me> {
  localStorage.setItem(kept, JSON.stringify(me));
  openLocal(me.workspace.id, me.user.id);
  const language = asLanguage(me.user.language);
  if (language && language !== currentLanguage()) await changeLanguage(language);
  session.set(me);
  return me;
}

/** Ends the session on this device. The outbox stays: only the same user can open it again. */
export async function endSession(): Promise<void> {
  await api("DELETE", "/api/auth/browser/v1/auth/session").catch((error: unknown) => {
    // allauth answers a successful log-out with 401: "you are nobody now".
    if (!(error instanceof Problem && error.status === 401)) throw error;
  });
  forgetSession();
}

export function forgetSession(): void {
  localStorage.removeItem(kept);
  sessionStorage.clear(); // what was looked for in this tab is nobody else's
  session.set(null);
}

/** The logged-in user; screens behind the login always have one. */
export function useMe(): Me {
  const me = useStore(session);
  if (!me) throw new Error("not logged in");
  return me;
}
