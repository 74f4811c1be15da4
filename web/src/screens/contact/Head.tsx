import { ActionIcon, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../../fields";
import { addressLines } from "../../fields/addresses";
import { primaryOf } from "../../fields/items";
import { lastList } from "../../lib/lastList";
import { listed } from "../../lib/format";
import type { Field, Row } from "../../lib/shapes";
import { isEmpty } from "../../lib/same";
import { useMe } from "../../local/session";
import { accessFields, useInsiders } from "../../parts/AccessInput";
import { Consent, Objection } from "../../parts/Objections";
import { Photo } from "../../parts/Photo";
import { Tags } from "../../parts/Tags";
import { Icon } from "../../ui/icons";
import styles from "./Head.module.css";
import { Neighbours } from "./Neighbours";

const AccessDialog = lazy(() => import("../../parts/AccessDialog"));
const EraseDialog = lazy(() => import("../../parts/EraseDialog"));
const PrivacyDialog = lazy(() => import("../../parts/PrivacyDialog"));
const WhyDialog = lazy(() => import("./WhyDialog"));

type Props = { row: Row; fields: Field[]; mayEdit: boolean; mayDelete: boolean; onEdit: () => void; onDelete: () => void; onErased: () => void };

/** Who it is: photo, name, position and company, type and tags; what can be done with the whole record. */
export function Head({ row, fields, mayEdit, mayDelete, onEdit, onDelete, onErased }: Props) {
  const { t } = useTranslation();
  const company = row.kind === "company";
  const [open, setOpen] = useState<"access" | "why" | "privacy" | "erase" | null>(null);
  const me = useMe();
  const actions = useRef<HTMLButtonElement>(null);
  const access = mayEdit ? accessFields(fields) : null;
  const insiders = useInsiders(row);
  const close = () => {
    setOpen(null);
    requestAnimationFrame(() => actions.current?.focus());
  };
  const show = (name: string) => {
    const field = fields.find((one) => one.name === name);
    if (!field || isEmpty(row[name])) return null;
    const { Show } = kindOf(field.type);
    return <Show value={row[name]!} field={field} row={row} />;
  };
  const tags = fields.find((one) => one.name === "tags");
  const where = row.company_id ? show("company_id") : company ? null : String(row.company_name ?? "");
  const [phone, email, address] = [row.phones, row.emails, row.addresses].map((value) => primaryOf(value)?.value);

  return (
    <header className={styles.head}>
      <Link to="/contacts" search={lastList.get()} className={styles.back}>
        <Icon name="back" size={16} /> {t("page.back")}
      </Link>
      <Neighbours id={row.id} />
      <div className={styles.photo}>
        <Photo row={row} rights={{ edit: mayEdit }} />
      </div>
      <div className={styles.who}>
        <div className="k-row">
          <h1 tabIndex={-1}>{row.name}</h1>
          {show("temperature")}
          {show("relation")}
          <Consent row={row} what="withdrawn" />
          <Menu returnFocus>
            <Menu.Target>
              <ActionIcon ref={actions} aria-label={t("page.actions")}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mayEdit && <Menu.Item onClick={onEdit}>{t(company ? "page.editCompany" : "page.editPerson")}</Menu.Item>}
              {access && <Menu.Item onClick={() => setOpen("access")}>{t("access.menu")}</Menu.Item>}
              <Menu.Item onClick={() => setOpen("why")}>{t("why.menu")}</Menu.Item>
              {me.rights.contact.export && <Menu.Item onClick={() => setOpen("privacy")}>{t("privacy.menu")}</Menu.Item>}
              {mayDelete && <Menu.Item onClick={onDelete}>{t("page.delete")}</Menu.Item>}
              {me.rights.admin && (
                <Menu.Item color="red.9" onClick={() => setOpen("erase")}>
                  {t("erase.menu")}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </div>
        {row.restricted === true && (
          <button type="button" className={styles.lock} onClick={() => setOpen("why")} title={t("access.locked")}>
            <Icon name="lock" size={16} />
            <span className="k-hidden">{t("access.locked")}: </span>
            {listed(insiders)}
          </button>
        )}
        {(row.position || where) && (
          <div className="k-dim">
            {row.position ? String(row.position) : null}
            {row.position && where ? ", " : null}
            {where}
          </div>
        )}
        {mayEdit && (
          <Link to="/contacts/$id" params={{ id: row.id }} search={{ edit: "all" }} className={styles.edit}>
            <Icon name="pencil" size={14} /> {t(company ? "page.editCompany" : "page.editPerson")}
          </Link>
        )}
        {tags && <Tags row={row} field={tags} editable={mayEdit} />}
      </div>
      <div className={styles.reach}>
        {typeof phone === "string" && (
          <a href={`tel:${phone.replace(/[^\d+*#,;]/g, "")}`}>
            <Icon name="phone" size={16} /> {t("page.call")} <Objection row={row} field="phones" />
          </a>
        )}
        {typeof email === "string" && (
          <a href={`mailto:${email}`}>
            <Icon name="mail" size={16} /> {t("page.mail")} <Objection row={row} field="emails" />
          </a>
        )}
        {address && (
          <a href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(addressLines(address).join(", "))}`} target="_blank" rel="noopener noreferrer">
            <Icon name="map" size={16} /> {t("page.map")}
          </a>
        )}
      </div>
      <Suspense>
        {open === "access" && access && <AccessDialog row={row} fields={access} onClose={close} />}
        {open === "privacy" && <PrivacyDialog row={row} fields={fields} onClose={close} />}
        {open === "erase" && <EraseDialog row={row} onClose={close} onErased={onErased} />}
        {open === "why" && <WhyDialog row={row} fields={fields} onClose={close} {...(access ? { onChange: () => setOpen("access") } : {})} />}
      </Suspense>
    </header>
  );
}
