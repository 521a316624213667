// Who holds what, as the map and its legend colour it.
import type { FeatureCollection } from "geojson";

/** Colours that the colour-blind can tell apart (Okabe and Ito); legend and label say the name too. */
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7a6a00"];
const OTHER = "#888888";

export interface State extends FeatureCollection {
  at: string | null;
}

/** Those who hold places, the one with most first. */
export function holdersOf(state: State | null): string[] {
  const counted = new Map<string, number>();
  for (const one of state?.features ?? []) {
    for (const name of (one.properties?.holders as string[] | undefined) ?? []) counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  return [...counted].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}

export function colourOf(name: string | undefined, holders: string[]): string {
  const at = name ? holders.indexOf(name) : -1;
  return at < 0 ? OTHER : (COLOURS[at % COLOURS.length] ?? OTHER);
}
