import { useSchema } from "../local/schema";

/** How many megabytes a file may have here; null while that is not known (then the server says it). */
export function useFileLimit(): number | null {
  return useSchema()?.limits?.file_max_mb ?? null;
}
