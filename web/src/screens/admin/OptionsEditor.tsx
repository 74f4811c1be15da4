import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { languageNames, languages } from "../../lib/i18n";
import { Icon } from "../../ui/icons";
import styles from "./Admin.module.css";
import { tone } from "../../lib/format";
import { colors, moved, type Option } from "./options";

type Props = { options: Option[]; onChange: (options: Option[]) => void };

/** Choices in their order: each with its words in three languages, a colour, and retired or not. */
export function OptionsEditor({ options, onChange }: Props) {
  const { t } = useTranslation();
  const put = (at: number, part: Partial<Option>) => onChange(options.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const add = () => onChange([...options, { key: "", label: { en: "", de: "", zh: "" }, color: "", retired: false }]);
  return (
    <>
      <ol className={styles.options}>
        {options.map((one, at) => {
          const name = one.label.en || one.label.de || one.label.zh || String(at + 1);
          return (
            <li key={one.key || `new ${at}`} className={styles.option} data-retired={one.retired || undefined}>
              <span className={styles.dot} style={one.color ? { background: tone(one.color) } : undefined} aria-hidden="true" />
              {languages.map((language) => (
                <TextInput
                  key={language}
                  className={styles.word!}
                  lang={language}
                  label={languageNames[language]}
                  aria-label={`${languageNames[language]}: ${name}`}
                  maxLength={100}
                  value={one.label[language]}
                  onChange={(event) => put(at, { label: { ...one.label, [language]: event.currentTarget.value } })}
                />
              ))}
              <NativeSelect
                className={styles.color!}
                label={t("admin.color")}
                aria-label={`${t("admin.color")}: ${name}`}
                value={one.color}
                data={colors.map((color) => ({ value: color, label: t(`color.${color || "none"}`) }))}
                onChange={(event) => put(at, { color: event.currentTarget.value })}
              />
              <span className={styles.buttons}>
                <ActionIcon aria-label={t("admin.up", { name })} disabled={at === 0} onClick={() => onChange(moved(options, at, -1))}>
                  <Icon name="up" />
                </ActionIcon>
                <ActionIcon aria-label={t("admin.down", { name })} disabled={at === options.length - 1} onClick={() => onChange(moved(options, at, 1))}>
                  <Icon name="down" />
                </ActionIcon>
                {one.key ? (
                  <Button variant="subtle" color="gray" className={styles.retire!} onClick={() => put(at, { retired: !one.retired })}>
                    {t(one.retired ? "admin.bringBack" : "admin.retire")}
                  </Button>
                ) : (
                  <Button variant="subtle" color="gray" className={styles.retire!} onClick={() => onChange(options.filter((_, index) => index !== at))}>
                    {t("common.remove")}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <div>
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={add}>
          {t("admin.addChoice")}
        </Button>
      </div>
    </>
  );
}
