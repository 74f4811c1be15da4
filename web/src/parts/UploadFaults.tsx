import { useTranslation } from "react-i18next";
import { faultText } from "../lib/faults";
import type { Fault } from "../lib/shapes";

/** What is wrong with a file, beside it. */
export function UploadFaults({ faults }: { faults: Fault[] }) {
  const { t } = useTranslation();
  if (!faults.length) return null;
  return (
    <div className="k-note k-wrong" role="alert">
      {faults.map((fault, at) => (
        <div key={at}>{t(`upload.fault.${fault.code}`, { ...fault.params, defaultValue: "" }) || faultText(t, fault)}</div>
      ))}
    </div>
  );
}
