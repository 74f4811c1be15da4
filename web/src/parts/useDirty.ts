import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { dirty } from "../local/signals";

/** While `unsaved`: no reload by a new version, and leaving asks first. Out: call it right before leaving on purpose. */
export function useDirty(unsaved: boolean): () => void {
  const { t } = useTranslation();
  const free = useRef(false);
  useEffect(() => {
    free.current = false;
    if (!unsaved) return;
    dirty.set((now) => now + 1);
    return () => dirty.set((now) => now - 1);
  }, [unsaved]);
  useBlocker({
    shouldBlockFn: () => !free.current && !window.confirm(t("page.leaveDirty")),
    enableBeforeUnload: () => unsaved && !free.current,
    disabled: !unsaved,
  });
  return () => {
    free.current = true;
  };
}
