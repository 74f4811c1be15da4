import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/** A dialog. When it goes, the focus goes back to what opened it, so that the keyboard goes on from there. */
export function Dialog(props: ModalProps) {
  const { t } = useTranslation();
  const from = useRef<HTMLElement | null>(null);
  from.current ??= opener();
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) from.current?.focus();
      });
    },
    [],
  );
  return <Modal closeButtonProps={{ "aria-label": t("common.close") }} {...props} />;
}

/** What has the focus; of a menu, which is gone by then, the button that opened it. */
function opener(): HTMLElement | null {
  const now = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const menu = now?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return menu ? document.getElementById(menu) : now;
}
