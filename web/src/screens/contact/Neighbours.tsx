import { ActionIcon } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useReducer, useRef } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import { placeOf, standAt } from "../../local/walk";
import { Icon } from "../../ui/icons";
import { useKeys } from "../../ui/keys";
import styles from "./Neighbours.module.css";

type Way = "before" | "after";
/** Which button led here: it keeps the focus on the next contact, to be pressed again. */
let pressed: Way | null = null;
let led = false;

/** The way to the previous and the next contact of the list one came from, and where in it this one stands. */
export function Neighbours({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const box = useRef<HTMLElement>(null);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const place = placeOf(id);
  useEffect(() => {
    void standAt(id, led).then((more) => more && redraw(), () => undefined); // without network one goes as far as it is known
    led = false;
    if (pressed) box.current?.querySelector<HTMLElement>(`[data-way=${pressed}]`)?.focus();
    pressed = null;
  }, [id]);

  const go = (way: Way, by: "key" | "button") => {
    const next = place?.[way];
    if (!next) return;
    led = true;
    pressed = by === "button" ? way : null;
    // The way back leads to the list, not through everybody seen.
    void navigate({ to: "/contacts/$id", params: { id: next }, replace: true });
  };
  useKeys({ j: () => go("after", "key"), k: () => go("before", "key") });
  if (!place) return null;

  const button = (way: Way, key: string) => (
    // What cannot go on keeps the focus: a disabled button would lose it.
    <ActionIcon data-way={way} aria-disabled={!place[way]} aria-keyshortcuts={key} aria-label={t(`browse.${way}`)} title={`${t(`browse.${way}`)} (${key})`} onClick={() => go(way, "button")}>
      <Icon name={way === "before" ? "up" : "down"} />
    </ActionIcon>
  );
  return (
    <nav ref={box} className={styles.walk} aria-label={t("browse.walk")}>
      <span className={styles.place} role="status">
        {place.of === null ? number(place.n) : t("browse.place", { n: number(place.n), of: number(place.of) })}
      </span>
      {button("before", "k")}
      {button("after", "j")}
    </nav>
  );
}
