import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../../lib/shapes";
import { accountFaults } from "../../local/account";
import { freshCodes } from "../../local/factors";
import { AppSetup } from "../../parts/factor/AppSetup";
import { Codes } from "../../parts/factor/Codes";
import { PasskeyForm } from "../../parts/factor/PasskeyForm";
import { useProof } from "../../parts/factor/useProof";
import { Faults } from "../../ui/Faults";

type Props = { onDone: () => Promise<void>; onLeave: () => Promise<void> };

/** Where the workspace requires a second factor and there is none: set one up, keep the codes, go on. */
export function SetUp({ onDone, onLeave }: Props) {
  const { t } = useTranslation();
  const [way, setWay] = useState<"app" | "passkey" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const { proven, asking } = useProof();

  const added = async () => {
    try {
      let fresh: string[] | null = null;
      await proven(async () => (fresh = await freshCodes()));
      if (fresh) return setCodes(fresh);
      await onDone();
    } catch (error) {
      setFaults(accountFaults(error));
    }
  };
  const kept = () => {
    setCodes(null);
    setWay(null);
    void onDone();
  };
  if (codes) return <Codes codes={codes} onClose={kept} closeText={t("factor.keptGoOn")} />;
  return (
    <div className="k-stack">
      <p>{t("factor.neededText")}</p>
      <Faults faults={faults} />
      {way === "app" && <AppSetup proven={proven} onDone={() => void added()} onCancel={() => setWay(null)} />}
      {way === "passkey" && <PasskeyForm proven={proven} onDone={() => void added()} onCancel={() => setWay(null)} />}
      {!way && (
        <>
          <Button fullWidth size="md" onClick={() => setWay("app")}>
            {t("factor.setUpApp")}
          </Button>
          <Button fullWidth size="md" variant="default" onClick={() => setWay("passkey")}>
            {t("factor.setUpPasskey")}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => void onLeave()}>
            {t("shell.logout")}
          </Button>
        </>
      )}
      {asking}
    </div>
  );
}
