import type { MouseEvent } from "react";
import { flushSync } from "react-dom";

/** On the mouse down of a form's buttons. Were the focus lost already on the press, what changes then (a tag more, a keyboard less) would move the button away under the finger before the click. */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

/** At a form's submit: a word that is still being typed (a tag) becomes a value when its input is left. The form's newest values are there on return. */
export const leaveInput = (): void => flushSync(() => (document.activeElement as HTMLElement | null)?.blur());
