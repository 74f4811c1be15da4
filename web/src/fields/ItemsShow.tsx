import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Item } from "../lib/shapes";
import { Icon } from "../ui/icons";
import styles from "./fields.module.css";
import { asText, type ShowProps } from "./kind";
import { items } from "./items";
import { useKindText } from "./kinds";

type Props = ShowProps & { href?: (item: Item) => string | undefined; outside?: boolean; figures?: boolean; children?: (item: Item) => ReactNode };

/** The values of a list field, one a line: the value, its kind, a star at the primary one. */
export function ItemsShow({ value, field, href, outside, figures, children }: Props) {
  const { t } = useTranslation();
  const kindText = useKindText(field.type);
  const list = items(value);
  return (
    <ul className={styles.shown} data-type={field.type}>
      {list.map((item) => {
        const to = href?.(item);
        const inner = children ? children(item) : asText(item.value);
        return (
          <li key={item.id} className={figures ? "k-figures" : undefined}>
            {to ? (
              <a href={to} {...(outside ? { target: "_blank", rel: "noopener noreferrer" } : {})}>
                {inner}
              </a>
            ) : (
              inner
            )}
            <span className={styles.kind}>{kindText(item.kind)}</span>
            {item.primary && list.length > 1 && (
              <span className={styles.primary} title={t("field.primary")} role="img" aria-label={t("field.primary")}>
                <Icon name="star" size={14} filled />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
