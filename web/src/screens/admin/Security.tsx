import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { Skeleton, State } from "../../ui/State";
import { SecondFactors } from "./SecondFactors";
import type { Place } from "./WorkspaceForm";

/** What guards the workspace: second factors, and the log-in of the firm. */
export function Security() {
  const { t } = useTranslation();
  const { data, problem, reload, set } = useAsked<Place>("/api/workspace");
  if (!data) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  return (
    <>
      <SecondFactors place={data} onChange={set} />
      <section className="k-card k-stack" aria-labelledby="security-sso">
        <h2 id="security-sso">{t("security.sso")}</h2>
        <p>{data.sso ? t("security.ssoOn", { name: data.sso }) : t("security.ssoOff")}</p>
      </section>
    </>
  );
}
