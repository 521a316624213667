// Where the reader is: the page's path and query. Everything that a page shows can be linked, so its state lives here and nowhere else.
import { useEffect, useState } from "preact/hooks";

export interface Address {
  path: string[];
  query: URLSearchParams;
}

const listeners = new Set<() => void>();

export function here(): Address {
  return { path: location.pathname.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(location.search) };
}

/** Go to an address; `replace` where it is the same page in another state, so that Back leads to the page before. */
export function go(to: string, replace = false): void {
  if (to === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  for (const listener of listeners) listener();
  if (!replace) scrollTo(0, 0);
}

/** The address of a page. The moment by which the record is known goes with the reader from page to page. */
export function to(page: string, query: Record<string, string | string[] | null | undefined> = {}): string {
  const all = new URLSearchParams();
  const known = here().query.get("known_by");
  if (known && !("known_by" in query)) all.set("known_by", known);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) all.append(name, one);
  }
  const text = all.toString();
  return `${page}${text ? `?${text}` : ""}`;
}

/** Change parts of the present page's query. */
export function change(parts: Record<string, string | string[] | null>): void {
  const { query } = here();
  for (const [name, value] of Object.entries(parts)) {
    query.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  const text = query.toString();
  go(`${location.pathname}${text ? `?${text}` : ""}`, true);
}

export function useAddress(): Address {
  const [address, set] = useState(here);
  useEffect(() => {
    const listener = () => set(here());
    listeners.add(listener);
    addEventListener("popstate", listener);
    return () => {
      listeners.delete(listener);
      removeEventListener("popstate", listener);
    };
  }, []);
  return address;
}

/** Follow links to our own pages without loading the page anew. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || link.pathname.startsWith("/static/") || link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
