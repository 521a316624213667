// Asking the server: every question and every fact that a person adds goes through here.
import { useEffect, useState } from "preact/hooks";
import { here } from "./address";
import type { Summary } from "./shapes";

/** What went wrong, in the server's words. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

/** Keep the token that stands behind the # of the printed address for as long as this tab is open, and take it out of sight. */
export function takeToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  sessionStorage.setItem("token", token);
  history.replaceState(null, "", location.pathname + location.search);
}

async function asked(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = sessionStorage.getItem("token");
  if (token) headers.set("authorization", `Bearer ${token}`);
  if (init.method === "POST") headers.set("x-twosource", "1");
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers });
  } catch {
    throw new Problem(0, "the program does not answer; start it again with `twosource serve`");
  }
  if (answer.ok) return answer;
  const said: unknown = await answer.json().catch(() => null);
  const detail = said && typeof said === "object" && "detail" in said ? said.detail : null;
  const words = Array.isArray(detail) ? detail.map((one: { msg: string }) => one.msg).join("; ") : detail;
  throw new Problem(answer.status, typeof words === "string" ? words : `status ${answer.status}`);
}

export async function ask<T>(path: string): Promise<T> {
  return (await (await asked(path)).json()) as T;
}

export async function send<T>(path: string, body: object | FormData): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: HeadersInit = isForm ? {} : { "content-type": "application/json" };
  const answer = await asked(path, { method: "POST", body: isForm ? body : JSON.stringify(body), headers });
  void refresh();
  return (await answer.json()) as T;
}

/** Take a file away; through here and not by a plain link, because a link cannot carry the token. */
export async function download(path: string, name: string): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await (await asked(path)).blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A question about the record, as known by the moment that the reader has chosen. */
export function question(path: string, more: Record<string, string | string[] | null | undefined> = {}): string {
  const query = new URLSearchParams();
  const known = here().query.get("known_by");
  if (known) query.set("known_by", known);
  for (const [name, value] of Object.entries(more)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  const text = query.toString();
  return `/api/${path}${text ? `?${text}` : ""}`;
}

// ------------------------------------------------------------------------------------ the record's state, looked at now and then

let summary: Summary | null = null;
let trouble: Problem | null = null;
const watchers = new Set<() => void>();
const [OFTEN, SELDOM] = [700, 5000]; // milliseconds between two looks: while facts are worked in, and else

let timer = 0;

export async function refresh(): Promise<void> {
  clearTimeout(timer);
  try {
    const found = await ask<Summary>("/api/record");
    const changed = JSON.stringify(found) !== JSON.stringify(summary) || trouble;
    summary = found;
    trouble = null;
    if (changed) for (const watcher of watchers) watcher();
  } catch (problem) {
    trouble = problem as Problem;
    for (const watcher of watchers) watcher();
  }
  timer = window.setTimeout(() => void (document.hidden ? later() : refresh()), summary?.state === "deriving" ? OFTEN : SELDOM);
}

function later(): void {
  document.addEventListener("visibilitychange", () => void refresh(), { once: true });
}

export function useSummary(): { summary: Summary | null; trouble: Problem | null } {
  const [, set] = useState(0);
  useEffect(() => {
    const watcher = () => set((count) => count + 1);
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, []);
  return { summary, trouble };
}

export interface Answer<T> {
  found: T | null;
  problem: Problem | null;
}

/** Ask a question, and ask it again when the record has changed; what was found before stays until the new answer is here. */
export function useAnswer<T>(path: string | null): Answer<T> {
  const revision = useSummary().summary?.revision;
  const [answer, set] = useState<Answer<T> & { path: string | null }>({ found: null, problem: null, path: null });
  useEffect(() => {
    if (path === null) return;
    let isWanted = true;
    ask<T>(path).then(
      (found) => isWanted && set({ found, problem: null, path }),
      (problem: Problem) => isWanted && set({ found: null, problem, path }),
    );
    return () => {
      isWanted = false;
    };
  }, [path, revision]);
  return answer.path === path || answer.path?.split("?")[0] === path?.split("?")[0] ? answer : { found: null, problem: null };
}

/** A value as it was when it had not changed for a while: a slider that is being drawn asks once, where it comes to rest. */
export function useSettled<T>(value: T, milliseconds = 250): T {
  const [settled, set] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => set(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
