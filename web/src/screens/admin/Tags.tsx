import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { number } from "../../lib/format";
import type { Job } from "../../lib/job";
import { local } from "../../local/db";
import { useLive } from "../../local/live";
import { loadSchema } from "../../local/schema";
import { written } from "../../local/signals";
import { fold, type Tag } from "../../local/tags";
import { Faults } from "../../ui/Faults";
import { JobEnd, JobProgress } from "../../ui/JobProgress";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import { useJob } from "../../ui/useJob";
import styles from "./Tags.module.css";
import { MergeTags } from "./MergeTags";
import { TagLine } from "./TagLine";

/** Every tag with the number of its contacts: renamed, merged, coloured, taken away, each as one action with undo. */
export function Tags() {
  const { t } = useTranslation();
  const { data, problem, reload } = useAsked<{ tags: Tag[] }>("/api/tags");
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { faults, setFaults, busy, run } = useAttempt();
  const { job, follow } = useJob();
  const [broken, setBroken] = useState<Job | null>(null);

  // An undo, or somebody else's change, moves the numbers.
  const moved = useLive(async () => (await local().meta.get("moved"))?.value as { number: number } | undefined, [local().name]);
  useEffect(() => reload(), [moved?.number, reload]);

  const renew = () => {
    reload();
    void loadSchema();
    written.send();
  };
  /** One action on many records; its fault is told, and whether it went well. */
  const act = (doing: () => Promise<Job>, said: string) =>
    run(async () => {
      const done = await follow(await doing());
      setChosen(new Set());
      renew();
      setBroken(done.status === "failed" || done.status === "cancelled" ? done : null);
      if (done.status === "done") toast(t("care.tagDone", { what: said, count: done.changed, n: number(done.changed) }), done.changed ? done.batch : null);
    });
  const paint = (tag: Tag, color: string) =>
    run(async () => {
      await api("PATCH", `/api/tags/${tag.id}`, { body: { color } });
      renew();
    });

  if (!data) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  const shown = data.tags.filter((tag) => tag.key.includes(fold(q)));
  return (
    <>
      <p className="k-dim">{t("care.tagsText")}</p>
      {!data.tags.length && <State title={t("care.noTags")} text={t("care.noTagsText")} />}
      {data.tags.length > 8 && <TextInput className={styles.search!} type="search" label={t("care.tagSearch")} value={q} onChange={(event) => setQ(event.currentTarget.value)} />}
      <Faults faults={faults} labels={() => t("care.tag")} />
      {(job ?? broken) && (
        <div className="k-note" role="status">
          {job ? <JobProgress job={job} /> : <JobEnd job={broken!} />}
        </div>
      )}
      {chosen.size > 1 && (
        <MergeTags
          tags={data.tags.filter((tag) => chosen.has(tag.id))}
          busy={busy}
          onMerge={(into, from) => void act(() => api("POST", "/api/tags/merge", { body: { tags: from.map((tag) => tag.id), into: into.id } }), t("care.tagMerged", { into: into.label }))}
          onCancel={() => setChosen(new Set())}
        />
      )}
      <ul className={styles.tags} aria-label={t("admin.tags")}>
        {shown.map((tag) => (
          <TagLine
            key={tag.id}
            tag={tag}
            busy={busy}
            chosen={chosen.has(tag.id)}
            onChoose={() => setChosen((now) => new Set(now.has(tag.id) ? [...now].filter((id) => id !== tag.id) : [...now, tag.id]))}
            onPaint={(color) => void paint(tag, color)}
            onRename={(label) => act(() => api("POST", `/api/tags/${tag.id}/rename`, { body: { label } }), t("care.tagRenamed", { from: tag.label, to: label }))}
            onCancel={() => setFaults([])}
            onRemove={() => void act(() => api("DELETE", `/api/tags/${tag.id}`), t("care.tagGone", { tag: tag.label }))}
          />
        ))}
      </ul>
      {data.tags.length > 0 && !shown.length && <p className="k-dim">{t("field.noHit")}</p>}
    </>
  );
}
