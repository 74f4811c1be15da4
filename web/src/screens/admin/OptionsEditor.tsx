import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tone } from "../../lib/format";
import { labelText } from "../../lib/i18n";
import { newId } from "../../lib/ids";
import { Icon } from "../../ui/icons";
import styles from "./Admin.module.css";
import { Grip } from "./Grip";
import { colors, fresh, moved, type Option } from "./options";
import { WordInputs } from "./WordInputs";

type Props = {
  options: Option[];
  onChange: (options: Option[]) => void;
  /** Whether each choice has a name from the other side too (relationships). */
  reverse?: boolean;
};

/** Choices in their order: each with its words in three languages, a colour, and retired or not. */
export function OptionsEditor({ options, onChange, reverse = false }: Props) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<Option>) => onChange(options.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const move = (from: number, to: number) => onChange(moved(options, from, to));
  return (
    <>
      <ol className={styles.options} data-order>
        {options.map((one, at) => {
          const name = labelText(one.label, String(at + 1));
          return (
            <li key={one.id} className={styles.option} data-retired={one.retired || undefined}>
              <Grip name={name} at={at} count={options.length} onMove={move} />
              <span className={styles.dot} style={one.color ? { background: tone(one.color) } : undefined} aria-hidden="true" />
              <WordInputs name={name} words={one.label} onChange={(label) => put(at, { label })} />
              {reverse && <WordInputs name={t("care.reverseOf", { name })} label={t("care.reverse")} words={one.reverse} onChange={(back) => put(at, { reverse: back })} />}
              <NativeSelect
                className={styles.color!}
                label={t("admin.color")}
                aria-label={`${t("admin.color")}: ${name}`}
                value={one.color}
                data={colors.map((color) => ({ value: color, label: t(`color.${color || "none"}`) }))}
                onChange={(event) => put(at, { color: event.currentTarget.value })}
              />
              <span className={styles.buttons}>
                <ActionIcon aria-label={t("admin.up", { name })} disabled={at === 0} onClick={() => move(at, at - 1)}>
                  <Icon name="up" />
                </ActionIcon>
                <ActionIcon aria-label={t("admin.down", { name })} disabled={at === options.length - 1} onClick={() => move(at, at + 1)}>
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
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => onChange([...options, fresh(newId())])}>
          {t("admin.addChoice")}
        </Button>
      </div>
    </>
  );
}
