import type { Fault } from "./shapes";

/** What the server takes of a photo; what it makes of it is smaller by far (200 × 300). */
export const photoMaxMb = 1;

/** What a file must be so that a photo can be made of it. The list leaves HEIC out: told so, an iPhone hands over a JPEG. */
export const pictureTypes = "image/jpeg,image/png,image/webp,image/gif,image/avif";
const formats = "JPEG, PNG, WebP, GIF, AVIF";

/** The longest edges tried one after another, with the quality that goes with each. */
const steps: [number, number][] = [
  [1600, 0.88],
  [1200, 0.85],
  [900, 0.8],
  [600, 0.75],
];

/** Width and height inside a square of this edge: the shape stays, nothing is blown up. */
export function within(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A picture that the server will take. In: what a person chose. Out: the file as it is when it is small enough, else a smaller JPEG of it, upright; or what is wrong with it. */
export async function fitPhoto(file: File): Promise<{ file: Blob; shrunk: boolean } | { fault: Fault }> {
  const limit = photoMaxMb * 1024 ** 2;
  const tooBig = { place: "", code: "photo_too_big", params: { max_mb: photoMaxMb } };
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return { fault: file.size > limit ? tooBig : { place: "", code: "photo_format", params: { formats } } };
  }
  try {
    if (file.size <= limit) return { file, shrunk: false };
    for (const [edge, quality] of steps) {
      const smaller = await drawn(picture, within(picture.width, picture.height, edge), quality);
      if (smaller && smaller.size <= limit) return { file: smaller, shrunk: true };
    }
    return { fault: tooBig };
  } finally {
    picture.close();
  }
}

/** The picture as a JPEG of this size, on white where it was transparent. Drawing turns it upright and leaves out where it was taken. */
export function drawn(picture: CanvasImageSource, size: { width: number; height: number }, quality: number): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, size.width, size.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, size.width, size.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
