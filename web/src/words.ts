// How days, numbers and kinds are put in words.
import type { IncidentRow } from "./shapes";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function day(iso: string | null | undefined): string {
  if (!iso) return "day not known";
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  return [date, month ? MONTHS[month - 1] : "", year].filter(Boolean).join(" ");
}

export function days(first: string | null, last: string | null): string {
  if (!first && !last) return "day not known";
  if (first === last) return day(first);
  if (!first) return `by ${day(last)}`;
  if (!last) return `since ${day(first)}`;
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  return sameMonth ? `${Number(first.slice(8))}–${day(last)}` : `${day(first)} – ${day(last)}`;
}

export function bounds(low: number | null, high: number | null, approx = false): string {
  const number = (value: number) => value.toLocaleString("en");
  const about = approx ? "about " : "";
  if (low === null && high === null) return "not counted";
  if (low === null) return `${about || "up to "}${number(high ?? 0)}`;
  if (high === null) return `at least ${number(low)}`;
  return low === high ? `${about}${number(low)}` : `${about}${number(low)}–${number(high)}`;
}

export function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}


export function where(row: IncidentRow): string {
  return row.place ? (row.precision && row.precision !== "exact" && row.precision !== "town" ? `${row.place} (${row.precision})` : row.place) : "not placed";
}

export const MEANING: Record<string, string> = {
  corroborated: "Two or more independent origins, not all of one side",
  reported: "One origin says so",
  disputed: "Sources contradict each other",
  denied: "A source says that it did not happen",
  withdrawn: "Who said it has taken it back",
};
