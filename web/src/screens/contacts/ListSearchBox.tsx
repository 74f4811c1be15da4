import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/icons";
import styles from "./ListSearchBox.module.css";

/** Words for this list; Enter searches. */
export function ListSearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <form className={styles.box} onSubmit={onSubmit} role="search" aria-label={t("list.search")}>
      <input
        type="text"
        className={styles.input}
        aria-label={t("list.search")}
        placeholder={t("list.searchHint")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
      />
      {text && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("field.clear")}
          onClick={() => {
            setText("");
            onSearch("");
          }}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </form>
  );
}
