import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../lib/api";
import { useAttempt } from "../lib/asked";
import { dateTime, listed } from "../lib/format";
import { labelText } from "../lib/i18n";
import type { Field, Person } from "../lib/shapes";
import { Faults } from "../ui/Faults";
import { Skeleton } from "../ui/State";
import styles from "./Looks.module.css";

type Look = { id: string; at: string; by: Person; type: string; record: string; name: string; fields: string[]; door: string };
type Page = { items: Look[]; next: string | null };
type Props = { fields: Field[]; record?: string | undefined; by?: string | undefined };

/** Who looked at sensitive fields, newest first: of one record, by one person, or all. */
export function Looks({ fields, record, by }: Props) {
  const { t } = useTranslation();
  const [page, setPage] = useState<Page | null>(null);
  const { faults, busy, run } = useAttempt();
  const load = (before: Page | null) =>
    run(async () => {
      const next = await api<Page>("GET", "/api/reads", { query: { record, by, before: before?.next } });
      setPage({ items: [...(before?.items ?? []), ...next.items], next: next.next });
    });
  useEffect(() => void load(null), [record, by]);

  const label = (name: string) => labelText(fields.find((field) => field.name === name)?.label, name);
  if (!page) return faults.length ? <Faults faults={faults} /> : <Skeleton rows={3} />;
  if (!page.items.length) return <p className="k-dim">{t("reads.none")}</p>;
  return (
    <>
      <ul className={styles.looks}>
        {page.items.map((look) => (
          <li key={look.id}>
            <span>
              <strong>{look.by.name}</strong> {look.door === "export" ? t("reads.exported") : t("reads.saw", { fields: listed(look.fields.map(label)) })}
              {!record && (
                <>
                  {" · "}
                  {look.name ? (
                    <Link to="/contacts/$id" params={{ id: look.record }}>
                      {look.name}
                    </Link>
                  ) : (
                    <span className="k-dim">{t("reads.gone")}</span>
                  )}
                </>
              )}
            </span>
            <time className="k-dim" dateTime={look.at}>
              {dateTime(look.at)}
            </time>
          </li>
        ))}
      </ul>
      <Faults faults={faults} />
      {page.next && (
        <Button variant="default" loading={busy} onClick={() => void load(page)}>
          {t("reads.more")}
        </Button>
      )}
    </>
  );
}
