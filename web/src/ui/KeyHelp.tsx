import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import styles from "./KeyHelp.module.css";

const keys: [string, string][] = [
  ["/", "search"],
  ["g h", "home"],
  ["g c", "contacts"],
  ["n", "new"],
  ["j  k", "move"],
  ["← →", "browse.keyCells"],
  ["Enter", "open"],
  ["x", "select"],
  ["r", "restore"],
  ["e", "editField"],
  ["E", "editAll"],
  ["j  k", "browse.keyWalk"],
  ["m", "note.write"],
  ["Ctrl/⌘ S", "save"],
  ["Esc", "cancel"],
  ["Ctrl/⌘ Z", "undo"],
  ["?", "help"],
];

/** The keyboard map. */
export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened onClose={onClose} title={t("keys.title")}>
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={what}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(what.includes(".") ? what : `keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <Link to="/changelog" onClick={onClose}>
        {t("shell.news")}
      </Link>
    </Dialog>
  );
}
