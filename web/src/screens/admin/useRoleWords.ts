import { useTranslation } from "react-i18next";
import { limited, scopeOf } from "./roles";
import type { Role } from "./staff";

/** What a role allows, in one line: how far with contacts, and how many fields are limited. */
export function useRoleWords(): (role: Role) => string {
  const { t } = useTranslation();
  return (role) => {
    if (role.rights.admin) return t("roles.adminText");
    const parts = (["read", "edit", "delete"] as const).map((verb) => t(`roles.sum.${verb}`, { scope: t(`roles.sumScope.${scopeOf(role.rights, "contact", verb)}`) }));
    const hidden = limited(role.rights, "hidden");
    const read = limited(role.rights, "read");
    return [
      t("roles.summary", { type: t("roles.type.contact"), what: parts.join(t("roles.comma")) }),
      hidden && t("roles.hiddenCount", { count: hidden }),
      read && t("roles.readCount", { count: read }),
    ]
      .filter(Boolean)
      .join(" · ");
  };
}
