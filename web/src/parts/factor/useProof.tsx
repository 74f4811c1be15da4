import { useCallback, useState, type ReactNode } from "react";
import { wantsProof } from "../../local/factors";
import { Proof } from "./Proof";

type Done = (shown: boolean) => void;

/** For what the server does only for somebody who has just shown who he is.
 *  Out: `proven(doing)` does it, asking once more when it must (false: he did not want to); `asking` is to be rendered. */
export function useProof(): { proven: (doing: () => Promise<unknown>) => Promise<boolean>; asking: ReactNode } {
  const [done, setDone] = useState<{ tell: Done } | null>(null);
  const proven = useCallback(async (doing: () => Promise<unknown>): Promise<boolean> => {
    try {
      await doing();
      return true;
    } catch (error) {
      if (!wantsProof(error)) throw error;
    }
    const shown = await new Promise<boolean>((tell) => setDone({ tell }));
    setDone(null);
    if (shown) await doing();
    return shown;
  }, []);
  return { proven, asking: done && <Proof onDone={done.tell} /> };
}
