import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import text from "../../../../CHANGELOG.md?raw";
import { date } from "../../lib/format";
import styles from "./Changelog.module.css";
import { releases, versionOf, type Piece } from "./changelog";

const all = releases(text);
const frames = { plain: Fragment, strong: "strong", code: "code" } as const;

/** What changed in the product, from version to version. The entries are English, as their authors wrote them. */
export function Changelog() {
  const { t } = useTranslation();
  const version = versionOf(all);
  return (
    <div className="k-page k-stack">
      <header>
        <h1>{t("changelog.title")}</h1>
        <p className="k-dim">
          {version && t("changelog.version", { version })} {t("changelog.text")}
        </p>
      </header>
      {all.map((release) => (
        <section key={release.version} className="k-card" aria-label={release.version === "Unreleased" ? t("changelog.unreleased") : release.version}>
          <h2>
            {release.version === "Unreleased" ? t("changelog.unreleased") : release.version}
            {release.date && <small className="k-dim"> {date(release.date)}</small>}
          </h2>
          {release.note && <p lang="en">{release.note}</p>}
          {release.items.map((item, at) => (
            <div key={at} lang="en">
              {item.head && <h3>{item.head}</h3>}
              <ul className={styles.lines}>
                {item.lines.map((line, row) => (
                  <li key={row}>
                    {line.map((piece, place) => (
                      <Words key={place} piece={piece} />
                    ))}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

function Words({ piece }: { piece: Piece }) {
  const Frame = frames[piece.as];
  return <Frame>{piece.text}</Frame>;
}
