import { useTranslation } from "react-i18next";
import { faultText } from "../lib/faults";
import type { Fault } from "../lib/shapes";

/** The sentence to stand at an input: of the first fault at this place. */
export function useFault(faults: Fault[]): (place: string) => string | undefined {
  const { t } = useTranslation();
  return (place) => {
    const found = faults.find((fault) => fault.place === place || (place === "" && !fault.place.startsWith("[")));
    return found && faultText(t, found);
  };
}
