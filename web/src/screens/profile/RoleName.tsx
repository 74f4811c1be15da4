import { useAsked } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import type { Label } from "../../lib/shapes";
import { useMe } from "../../local/session";

/** How my role is called in this workspace. */
export function RoleName() {
  const me = useMe();
  const { data } = useAsked<{ roles: { key: string; label: Label }[] }>("/api/roles");
  return <>{labelText(data?.roles.find((role) => role.key === me.role)?.label, me.role)}</>;
}
