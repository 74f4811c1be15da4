import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { Skeleton, State } from "../../ui/State";
import { WorkspaceForm, type Place } from "./WorkspaceForm";

/** The workspace itself: how it is called, and where it is at home. */
export function Workspace() {
  const { t } = useTranslation();
  const { data, problem, reload, set } = useAsked<Place>("/api/workspace");
  if (!data) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  return <WorkspaceForm place={data} onChange={set} />;
}
