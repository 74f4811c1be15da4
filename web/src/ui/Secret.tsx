import { ActionIcon, TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons";

/** An input for a password, which can be made readable while one types. */
export function Secret(props: TextInputProps) {
  const { t } = useTranslation();
  const [readable, setReadable] = useState(false);
  return (
    <TextInput
      {...props}
      type={readable ? "text" : "password"}
      rightSectionWidth={46}
      rightSection={
        <ActionIcon aria-label={t("login.show")} aria-pressed={readable} onClick={() => setReadable(!readable)}>
          <Icon name="eye" />
        </ActionIcon>
      }
    />
  );
}
