import type { Row } from "../lib/shapes";

const base = (id: string) => `/api/files/${id}`;

/** The file itself; `save`: as something to keep, not to show. */
export const contentPath = (id: string, save = false) => `${base(id)}/content${save ? "?download=1" : ""}`;

/** A picture of one of its pages, made by the server. */
export const previewPath = (id: string, page: number) => `${base(id)}/preview?page=${page}`;

/** What the server can make pictures of. */
export const hasPreview = (row: Row): boolean => /^image\/(jpeg|png|webp|gif|avif|bmp|tiff)$|^application\/pdf$/.test(String(row.media_type ?? ""));
