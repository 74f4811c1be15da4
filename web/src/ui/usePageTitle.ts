import { useEffect } from "react";

/** The tab of the browser, its history and bookmarks are called as the page calls itself: by its heading, also when that comes later. */
export function usePageTitle(): void {
  useEffect(() => {
    const main = document.getElementById("main");
    if (!main) return;
    const read = () => {
      const heading = (main.querySelector("h1") ?? main.querySelector("h2"))?.textContent?.trim();
      const title = heading ? `${heading} – Karteo` : "Karteo";
      if (document.title !== title) document.title = title;
    };
    read();
    const watch = new MutationObserver(read);
    watch.observe(main, { childList: true, subtree: true, characterData: true });
    return () => watch.disconnect();
  }, []);
}
