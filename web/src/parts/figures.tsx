// Counts of one thing side by side: a table of every claim, and a picture of the same as ranges over days.
import { to } from "../address";
import type { FigureView } from "../shapes";
import { bounds, day } from "../words";
import { Chart } from "./chart";
import { Chip, Quote } from "./marks";

export function FigureTable({ view }: { view: FigureView }) {
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={view.row.what}>
      <table class="counts">
        <caption>
          <Chip kind={view.row.relation}>{RELATIONS[view.row.relation]}</Chip> {view.row.difference && <Chip kind={view.row.difference}>{view.row.difference}</Chip>}{" "}
          <span class="quiet">{view.row.why}</span>
        </caption>
        <thead>
          <tr>
            <th>day</th>
            <th class="right">count</th>
            <th>who says so</th>
            <th>words</th>
          </tr>
        </thead>
        <tbody>
          {view.counts.map((one) => (
            <tr key={one.claim.id} class={one.succeeded ? "succeeded" : ""}>
              <td>{day(one.day)}</td>
              <td class="right">
                <b>{bounds(one.low, one.high, one.approx)}</b>
                {one.succeeded && <span class="quiet"> since brought up to date</span>}
              </td>
              <td>
                {one.claim.speaker ?? one.claim.outlet}{" "}
                <a class="number" href={to(`/reports/${one.claim.report}`, { claim: one.claim.id })}>
                  [{one.claim.number}]
                </a>
              </td>
              <td>
                <Quote words={one.claim.words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const RELATIONS: Record<FigureView["row"]["relation"], string> = {
  single: "one source",
  agree: "they agree",
  compatible: "can both be true",
  differ: "they differ",
};

/** Each claim is a bar from its low to its high bound on the day it was given; an open bound ends in an arrow, voices have shapes of their own. */
export function FigureChart({ view }: { view: FigureView }) {
  const dated = view.counts.filter((one) => one.day);
  if (!dated.length) return null;
  const voices = [...new Set(dated.map((one) => one.voice))];
  return (
    <Chart
      label={`${view.row.what}: ${dated.length} counts by ${voices.length} voices over days; the table beside it has the numbers`}
      on={[view]}
      draw={async (width) => {
        const Plot = await import("@observablehq/plot");
        const top = Math.max(...dated.map((one) => one.high ?? one.low ?? 0));
        const given = dated.map((one) => Date.parse(one.day ?? ""));
        const span = (Math.max(...given) - Math.min(...given)) / 86_400_000;
        const bars = dated.map((one, at) => {
          const low = one.low ?? 0;
          const high = one.high ?? Math.max(low * 1.25, low + top * 0.05);
          const jitter = (at % 5) * 3_600_000 * 3; // so that counts of one day stand beside each other
          return { ...one, x: new Date(Date.parse(one.day ?? "") + jitter), low, high, mid: one.low ?? one.high ?? 0, isOpen: one.high === null, isTop: one.low === null };
        });
        return Plot.plot({
          className: "plot",
          width,
          height: 340,
          marginLeft: 56,
          marginBottom: 38,
          x: { type: "utc", label: null, inset: 24, ...(span < 14 ? { ticks: "day" } : {}) },
          y: { label: view.row.kind, grid: true, zero: top < 2000, nice: true },
          symbol: { legend: true, domain: voices },
          color: { domain: voices, range: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a6a00"] },
          marks: [
            Plot.line(bars, { x: "x", y: "mid", z: "voice", stroke: "voice", strokeOpacity: 0.35, sort: "x" }),
            Plot.ruleX(bars, { x: "x", y1: "low", y2: "high", stroke: "voice", strokeWidth: 5, strokeOpacity: 0.5, strokeLinecap: "round" }),
            Plot.text(bars.filter((one) => one.isOpen), { x: "x", y: "high", text: () => "↑", dy: -8, fill: "voice" }),
            Plot.text(bars.filter((one) => one.isTop), { x: "x", y: "high", text: () => "≤", dy: -10, fill: "voice" }),
            Plot.dot(bars, { x: "x", y: "mid", symbol: "voice", stroke: "voice", fill: (one: { succeeded: boolean }) => (one.succeeded ? "var(--paper)" : "currentColor"), r: 4 }),
          ],
        });
      }}
    />
  );
}
