import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../lib/asked";
import { faultText } from "../lib/faults";
import { useMe } from "../local/session";
import type { Row } from "../lib/shapes";
import styles from "./PhotoDialog.module.css";
import { Initials } from "./PhotoPicture";
import type { Choice, Offer, Offers } from "./photoSave";

type Props = { row: Row; choice: Choice | null; busy: boolean; onChoose: (choice: Choice) => void };

/** What can be taken without a file: pictures of the contact's social links, and the default picture. */
export function PhotoOffers({ row, choice, busy, onChoose }: Props) {
  const { t } = useTranslation();
  const asked = useAsked<Offers>(`/api/contacts/${row.id}/photo/offers`);
  const offers = asked.data?.enabled ? asked.data.offers : [];
  return (
    <section aria-label={t("photo.social")} className={styles.offers}>
      <h3 className={styles.title}>{t("photo.social")}</h3>
      <Why asked={asked.data} away={asked.problem !== null} />
      <div className={styles.tiles}>
        {offers.map((offer) => (
          <OfferTile key={offer.link} offer={offer} chosen={choice?.kind === "offer" && choice.offer.link === offer.link} busy={busy} onChoose={() => onChoose({ kind: "offer", offer })} />
        ))}
        <button type="button" className={styles.tile} aria-pressed={choice?.kind === "default"} disabled={busy} onClick={() => onChoose({ kind: "default" })}>
          <span className={styles.small}>
            <Initials row={row} />
          </span>
          {t("photo.default")}
        </button>
      </div>
    </section>
  );
}

/** Why no pictures are offered, when none are. */
function Why({ asked, away }: { asked: Offers | null; away: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  if (away) return <p className="k-dim">{t("photo.offersAway")}</p>;
  if (!asked) return null;
  if (!asked.enabled) return <p className="k-dim">{t("photo.offersOff") + " " + t(me.rights.admin ? "photo.offersHow" : "photo.offersAsk", { setting: "KARTEO_PICTURE_HOSTS" })}</p>;
  if (asked.problem) return <p className="k-note">{faultText(t, asked.problem)}</p>;
  return asked.offers.length ? null : <p className="k-dim">{t("photo.offersNone")}</p>;
}

type TileProps = { offer: Offer; chosen: boolean; busy: boolean; onChoose: () => void };

function OfferTile({ offer, chosen, busy, onChoose }: TileProps) {
  const { t } = useTranslation();
  const [lost, setLost] = useState(false);
  return (
    <button type="button" className={styles.tile} aria-pressed={chosen} disabled={busy || lost} onClick={onChoose}>
      <span className={styles.small}>{lost ? "–" : <img src={offer.url} alt="" loading="lazy" onError={() => setLost(true)} />}</span>
      {offer.label}
      {lost && <span className="k-dim">{t("photo.offerLost")}</span>}
    </button>
  );
}
