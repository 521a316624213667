// The situation: incidents on a map and in a list, who holds what, a timeline; at a day in the world, as known by a day.
import type * as Plot_ from "@observablehq/plot";
import { lazy, Suspense } from "preact/compat";
import { useEffect, useMemo, useState } from "preact/hooks";
import { change, go, to, useAddress } from "../address";
import { Chart } from "../parts/chart";
import { colourOf, holdersOf, type State } from "../parts/holders";
import { Sign, StandingMark, type StandingWord } from "../parts/marks";
import { Rolling } from "../parts/rolling";
import { TakeAway } from "../parts/takeaway";
import { Found, Nothing } from "../parts/waiting";
import { question, useAnswer, useSettled } from "../server";
import type { IncidentRow, SituationView } from "../shapes";
import { bounds, day, days, many, where } from "../words";

const WarMap = lazy(() => import("../parts/map").then((part) => ({ default: part.WarMap })));

const STANDINGS: StandingWord[] = ["corroborated", "reported", "disputed", "denied", "withdrawn"];
const SPANS: [string, string][] = [
  ["", "from the beginning"],
  ["7", "the last 7 days"],
  ["30", "the last 30 days"],
  ["90", "the last 90 days"],
];
const DAY = 86_400_000; // milliseconds

export default function Situation() {
  const answer = useAnswer<SituationView>(question("situation"));
  return <Found answer={answer}>{(view) => <Shown view={view} />}</Found>;
}

interface Chosen {
  at: string | null;
  span: number;
  standings: string[];
  type: string | null;
  actor: string | null;
  source: string | null;
  place: string | null;
  words: string;
  background: boolean;
}

function chosenIn(query: URLSearchParams): Chosen {
  return {
    at: query.get("at"),
    span: Number(query.get("span") ?? 0),
    standings: query.getAll("standing"),
    type: query.get("type"),
    actor: query.get("actor"),
    source: query.get("source"),
    place: query.get("place"),
    words: (query.get("q") ?? "").toLowerCase(),
    background: query.get("background") === "1",
  };
}

function fits(one: IncidentRow, chosen: Chosen): boolean {
  if (one.background && !chosen.background) return false;
  if (chosen.standings.length && !chosen.standings.includes(one.standing)) return false;
  if (chosen.type && one.type !== chosen.type) return false;
  if (chosen.actor && !one.actors.includes(chosen.actor)) return false;
  if (chosen.source && !one.sources.includes(chosen.source)) return false;
  return !chosen.words || `${one.title} ${one.place ?? ""} ${one.type}`.toLowerCase().includes(chosen.words);
}

/** Whether an incident lies in the stretch of days that is looked at; one without a day is kept, for nothing says that it is later. */
function isInTime(one: IncidentRow, chosen: Chosen): boolean {
  const first = one.first ?? one.last;
  if (!chosen.at || !first) return true;
  if (first > chosen.at) return false;
  return !chosen.span || (one.last ?? first) >= shifted(chosen.at, -chosen.span);
}

function shifted(iso: string, by: number): string {
  return new Date(Date.parse(iso) + by * DAY).toISOString().slice(0, 10);
}

function Shown({ view }: { view: SituationView }) {
  const { query } = useAddress();
  const text = query.toString();
  const chosen = useMemo(() => chosenIn(query), [text]);
  const fitting = useMemo(() => view.incidents.filter((one) => fits(one, chosen)), [view, text]);
  const shown = useMemo(() => fitting.filter((one) => isInTime(one, chosen)).sort(newestFirst), [fitting, chosen.at, chosen.span]);
  const state = useAnswer<State>(question("map", { at: useSettled(chosen.at) })).found;
  const [isListed, setListed] = useState(false); // the map, which is heavy, comes after the list has been drawn
  useEffect(() => void requestAnimationFrame(() => setTimeout(() => setListed(true))), []);
  const listed = chosen.place ? shown.filter((one) => one.place === chosen.place) : shown;
  return (
    <div class="situation">
      <h1 class="unseen">The situation</h1>
      <Filters view={view} chosen={chosen} />
      <div class="mapped">
        {isListed && (
          <Suspense fallback={<div class="map" />}>
            <WarMap incidents={shown} state={state} onSpot={(place) => change({ place })} onPlace={(id) => go(to(`/places/${id}`))} />
          </Suspense>
        )}
        <Legend state={state} />
      </div>
      <section class="list" aria-label="Incidents">
        <div class="list-head">
          <h2>{many(listed.length, "incident")}</h2>
          {chosen.place && (
            <button type="button" onClick={() => change({ place: null })} aria-label={`In ${chosen.place}; show all ${shown.length}`}>
              {chosen.place} ×
            </button>
          )}
          <TakeAway at={chosen.at} />
        </div>
        {listed.length ? (
          <Rolling rows={listed} height={76} label="Incidents, the newest first" keyOf={(one) => one.id} draw={(one) => <Row one={one} />} />
        ) : (
          <Nothing>
            {view.incidents.length ? "No incident fits these filters." : "The record is empty. Add reports to begin."}{" "}
            <a href={to(view.incidents.length ? "/" : "/add")}>{view.incidents.length ? "Show all" : "Add reports"}</a>
          </Nothing>
        )}
      </section>
      <Timeline view={view} fitting={fitting} chosen={chosen} />
    </div>
  );
}

function newestFirst(a: IncidentRow, b: IncidentRow): number {
  return (b.last ?? b.first ?? "").localeCompare(a.last ?? a.first ?? "") || a.id.localeCompare(b.id);
}

function Row({ one }: { one: IncidentRow }) {
  const dead = one.killed_low !== null || one.killed_high !== null ? `${bounds(one.killed_low, one.killed_high)} killed` : "";
  return (
    <a class={`row ${one.background ? "background" : ""}`} href={to(`/incidents/${one.id}`)}>
      <Sign word={one.standing} />
      <span class="row-title">{one.title}</span>
      <span class="row-more">
        {days(one.first, one.last)} · {where(one)}
        {dead && <b> · {dead}</b>}
      </span>
      <span class="row-more">
        {one.standing}, {one.origins === 1 ? "1 origin" : `${one.origins} origins`}
        {one.differs && <span class="differs"> · accounts differ</span>}
        {one.background && " · background"}
      </span>
    </a>
  );
}

function Filters({ view, chosen }: { view: SituationView; chosen: Chosen }) {
  const options = useMemo(() => {
    const count = (of: (one: IncidentRow) => string[]) => {
      const counted = new Map<string, number>();
      for (const one of view.incidents) for (const name of of(one)) counted.set(name, (counted.get(name) ?? 0) + 1);
      return [...counted].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    };
    return { actor: count((one) => one.actors), type: count((one) => [one.type]), source: count((one) => one.sources) };
  }, [view]);
  const pick = (name: "actor" | "type" | "source", label: string) => (
    <label>
      {label}
      <select value={chosen[name] ?? ""} onChange={(event) => change({ [name]: event.currentTarget.value || null })}>
        <option value="">any</option>
        {options[name].slice(0, 400).map(([value, count]) => (
          <option key={value} value={value}>
            {value} ({count})
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        words
        <input type="search" value={chosen.words} placeholder="town, act …" onInput={(event) => change({ q: event.currentTarget.value || null })} />
      </label>
      {pick("actor", "actor")}
      {pick("type", "type")}
      {pick("source", "source")}
      <fieldset class="standings">
        <legend>standing</legend>
        {STANDINGS.map((word) => (
          <label key={word} class="tick">
            <input
              type="checkbox"
              checked={chosen.standings.includes(word)}
              onChange={(event) =>
                change({ standing: event.currentTarget.checked ? [...chosen.standings, word] : chosen.standings.filter((one) => one !== word) })
              }
            />
            <StandingMark word={word} />
          </label>
        ))}
      </fieldset>
      <label class="tick">
        <input type="checkbox" checked={chosen.background} onChange={(event) => change({ background: event.currentTarget.checked ? "1" : null })} />
        background too
      </label>
    </form>
  );
}

function Legend({ state }: { state: State | null }) {
  const holders = holdersOf(state);
  if (!holders.length) return null;
  return (
    <ul class="legend" aria-label="Who holds what">
      {holders.slice(0, 7).map((name) => (
        <li key={name}>
          <svg width="14" height="14" aria-hidden="true">
            <rect width="14" height="14" rx="2" fill={colourOf(name, holders)} />
          </svg>
          {name}
        </li>
      ))}
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <path d="M0 14L14 0M-4 4L4 -4M10 18L18 10" stroke="currentColor" stroke-width="2" />
        </svg>
        contested
      </li>
      {state?.at && <li class="quiet">as of {day(state.at)}; fainter: older word</li>}
    </ul>
  );
}

/** Bars of incidents over the days, and under them the slider of the day in the world. */
function Timeline({ view, fitting, chosen }: { view: SituationView; fitting: IncidentRow[]; chosen: Chosen }) {
  const { first, last } = view;
  const dated = useMemo(() => fitting.filter((one) => one.first && one.first === one.last), [fitting]);
  if (!first || !last) return null;
  const length = Math.max(1, Math.round((Date.parse(last) - Date.parse(first)) / DAY));
  const at = chosen.at ? Math.round((Date.parse(chosen.at) - Date.parse(first)) / DAY) : length;
  const step = (by: number) => change({ at: shifted(chosen.at ?? last, by) });
  return (
    <section class="timeline" aria-label="Timeline">
      <Chart
        label={`Incidents of a known day, ${day(first)} to ${day(last)}: ${dated.length} of ${fitting.length}; the list says each`}
        on={[dated, chosen.at, chosen.span]}
        draw={async (width) => {
          const Plot = await import("@observablehq/plot");
          const unit = length > 900 ? "month" : length > 120 ? "week" : "day";
          const bars = dated.map((one) => ({ day: new Date(`${one.first}T00:00Z`), standing: one.standing }));
          return Plot.plot({
            className: "plot",
            width,
            height: 118,
            marginLeft: 34,
            marginTop: 8,
            marginBottom: 34,
            x: { type: "utc", domain: [new Date(`${first}T00:00Z`), new Date(Date.parse(last) + DAY)], label: null, ...(length < 14 ? { ticks: "day" } : {}) },
            y: { label: null, ticks: 3, grid: true },
            color: { domain: STANDINGS, range: STANDINGS.map((word) => `var(--${word})`) },
            marks: [
              Plot.rectY(bars, Plot.binX({ y: "count" }, { x: "day", fill: "standing", interval: unit, inset: 0.5 } as Plot_.BinXInputs<Plot_.RectYOptions>)),
              ...(chosen.at ? [Plot.ruleX([new Date(Date.parse(chosen.at) + DAY)], { stroke: "currentColor", strokeWidth: 2 })] : []),
            ],
          });
        }}
      />
      <div class="slider">
        <button type="button" onClick={() => step(-1)} aria-label="One day earlier">
          ‹
        </button>
        <input
          type="range"
          min={0}
          max={length}
          value={at}
          aria-label="Day in the world"
          aria-valuetext={chosen.at ? day(chosen.at) : "all days"}
          onInput={(event) => {
            const value = Number(event.currentTarget.value);
            change({ at: value >= length ? null : shifted(first, value) });
          }}
        />
        <button type="button" onClick={() => step(1)} disabled={!chosen.at} aria-label="One day later">
          ›
        </button>
        <output>{chosen.at ? `up to ${day(chosen.at)}` : `all, to ${day(last)}`}</output>
        <label>
          <span class="unseen">How far back</span>
          <select value={String(chosen.span || "")} onChange={(event) => change({ span: event.currentTarget.value || null, at: chosen.at ?? last })}>
            {SPANS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
    </section>
  );
}
