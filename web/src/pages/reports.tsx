// The reports: a list to choose from, and the reader, in which every mark leads to its cell.
import { useState } from "preact/hooks";
import { change, go, to, useAddress } from "../address";
import { Cell } from "../parts/cell";
import { Chip } from "../parts/marks";
import { Found, Nothing, Trouble, Waiting } from "../parts/waiting";
import { question, useAnswer, useSummary } from "../server";
import type { CellView, Mark, Paragraph, ReaderView, ReportRow, Segment } from "../shapes";
import { day, many } from "../words";

export default function Reports({ id }: { id: string | null }) {
  return id ? <Reader id={id} /> : <List />;
}

function List() {
  const answer = useAnswer<ReportRow[]>(question("reports"));
  const [chosen, choose] = useState<string[]>([]);
  const [words, setWords] = useState("");
  return (
    <Found answer={answer}>
      {(reports) => {
        const shown = reports.filter((one) => `${one.outlet} ${one.title ?? ""} ${one.origin}`.toLowerCase().includes(words.toLowerCase()));
        return (
          <>
            <h1>Reports</h1>
            <div class="filters">
              <label>
                words
                <input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
              </label>
              <button type="button" disabled={chosen.length < 2} onClick={() => go(to("/compare", { report: chosen }))}>
                Compare {chosen.length || "two or more"}
              </button>
              <span class="quiet">{many(shown.length, "report")}</span>
            </div>
            {shown.length === 0 && <Nothing>No report is here yet.</Nothing>}
            <div class="wide" tabIndex={0} role="region" aria-label="The reports">
              <table>
                <thead>
                  <tr>
                    <th>
                      <span class="unseen">choose</span>
                    </th>
                    <th>nr</th>
                    <th>day</th>
                    <th>outlet</th>
                    <th>title</th>
                    <th class="right">claims</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.slice(0, 1000).map((one) => (
                    <tr key={one.id}>
                      <td>
                        <input
                          type="checkbox"
                          aria-label={`Choose report ${one.number} to compare`}
                          checked={chosen.includes(one.id)}
                          disabled={!chosen.includes(one.id) && chosen.length >= 8}
                          onChange={() => choose(chosen.includes(one.id) ? chosen.filter((id) => id !== one.id) : [...chosen, one.id])}
                        />
                      </td>
                      <td>[{one.number}]</td>
                      <td title={one.day_why}>{one.day ? day(one.day) : <span class="warn">not dated</span>}</td>
                      <td>{one.outlet}</td>
                      <td>
                        <a href={to(`/reports/${one.id}`)}>{one.title ?? one.origin.split("/").at(-1)}</a>
                        {one.copy_of.length > 0 && <Chip>copy</Chip>}
                      </td>
                      <td class="right">{one.claims}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Unread />
            {shown.length > 1000 && <p class="quiet">The first 1,000 are shown; give words to find others.</p>}
          </>
        );
      }}
    </Found>
  );
}

/** What could not be read is never passed over in silence. */
function Unread() {
  const unread = useSummary().summary?.unread ?? [];
  if (!unread.length) return null;
  return (
    <details class="unread">
      <summary>{many(unread.length, "report")} could not be read</summary>
      <ul>
        {unread.map((one) => (
          <li key={`${one.origin} ${one.reason}`}>
            <b>{one.origin.split("/").at(-1)}</b>: {one.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

const LAYERS: [Mark["layer"], string][] = [
  ["event", "events"],
  ["actor", "actors"],
  ["place", "places"],
  ["figure", "figures"],
  ["time", "times"],
  ["control", "control"],
  ["said", "who says what"],
];

function Reader({ id }: { id: string }) {
  const answer = useAnswer<ReaderView>(question(`reports/${encodeURIComponent(id)}`));
  return <Found answer={answer}>{(view) => <Page view={view} />}</Found>;
}

function Page({ view }: { view: ReaderView }) {
  const { query } = useAddress();
  const hidden = query.getAll("hide");
  const claim = query.get("claim");
  const marks = new Map(view.marks.filter((one) => !hidden.includes(one.layer)).map((one) => [one.id, one]));
  const cell = useAnswer<CellView>(claim ? question(`claims/${encodeURIComponent(claim)}`) : null);
  const [under, setUnder] = useState<Mark[]>([]);
  const row = view.row;
  const pick = (found: Mark[]) => {
    setUnder(found);
    change({ claim: found.find((one) => one.claim)?.claim ?? null });
  };
  return (
    <div class="reader">
      <article class="report" lang={row.language ?? undefined}>
        <header>
          <p class="quiet">
            [{row.number}] {row.outlet} · <span title={row.day_why}>{row.day ? day(row.day) : "not dated"}</span>
            {view.url && <> · {view.url}</>}
          </p>
          <h1>{row.title ?? row.origin.split("/").at(-1)}</h1>
          <fieldset class="layers">
            <legend class="unseen">What is marked</legend>
            {LAYERS.map(([layer, name]) => (
              <label key={layer} class="tick">
                <input
                  type="checkbox"
                  checked={!hidden.includes(layer)}
                  onChange={(event) => change({ hide: event.currentTarget.checked ? hidden.filter((one) => one !== layer) : [...hidden, layer] })}
                />
                <span class={`mark ${layer}`}>{name}</span>
              </label>
            ))}
          </fieldset>
        </header>
        {view.paragraphs.map((paragraph, at) => (
          <Text key={at} paragraph={paragraph} marks={marks} picked={claim} onPick={pick} />
        ))}
        {view.notes.length > 0 && <p class="quiet">{view.notes.join("; ")}</p>}
        {view.changes.length > 0 && (
          <section>
            <h2>What this version changed</h2>
            <ul>
              {view.changes.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </section>
        )}
        <p class="quiet">Read by {view.reader}.</p>
      </article>
      <aside class="cell-side" aria-label="What is marked" aria-live="polite">
        {under.length > 1 && (
          <ul class="under">
            {under.map((one) => (
              <li key={one.id}>
                <button type="button" aria-pressed={one.claim === claim} disabled={!one.claim} onClick={() => change({ claim: one.claim })}>
                  <span class={`mark ${one.layer}`}>{one.layer}</span> {one.says}
                </button>
              </li>
            ))}
          </ul>
        )}
        {under.length === 1 && !under[0]?.claim && (
          <p>
            <span class={`mark ${under[0]?.layer}`}>{under[0]?.layer}</span> {under[0]?.says}
          </p>
        )}
        {claim ? (
          cell.problem ? (
            <Trouble words={cell.problem.message} />
          ) : cell.found ? (
            <Cell cell={cell.found} />
          ) : (
            <Waiting />
          )
        ) : (
          under.length === 0 && <Nothing>Choose marked words to see what was read there, and what other reports say at that point.</Nothing>
        )}
      </aside>
    </div>
  );
}

interface Text {
  paragraph: Paragraph;
  marks: Map<string, Mark>;
  picked: string | null;
  onPick: (marks: Mark[]) => void;
}

function Text({ paragraph, marks, picked, onPick }: Text) {
  const Tag = paragraph.kind === "title" ? "h2" : "p";
  return (
    <Tag class={`block ${paragraph.kind}`}>
      {paragraph.segments.map((segment, at) => (
        <Piece key={at} segment={segment} marks={marks} picked={picked} onPick={onPick} />
      ))}
    </Tag>
  );
}

/** Marks lie over each other: each layer has a sign of its own (ground, line under, frame), so that all stay visible. */
function Piece({ segment, marks, picked, onPick }: Omit<Text, "paragraph"> & { segment: Segment }) {
  if (segment.residue) return null;
  const found = segment.marks.map((id) => marks.get(id)).filter((one) => one !== undefined);
  if (!found.length) return <>{segment.text}</>;
  const narrow = found.filter((one) => one.layer !== "said");
  const order = narrow.length ? [...narrow.reverse(), ...found.filter((one) => one.layer === "said")] : found;
  const classes = ["mark", ...new Set(found.map((one) => one.layer)), found.some((one) => one.claim && one.claim === picked) ? "picked" : ""];
  const pick = () => onPick(order);
  const isButton = narrow.length > 0 && segment.text.trim() !== "";
  return (
    <span
      class={classes.join(" ")}
      {...(isButton ? { role: "button" as const, tabIndex: 0 } : {})}
      title={order.map((one) => `${one.layer}: ${one.says}`).join("\n")}
      onClick={pick}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick();
      }}
    >
      {segment.text}
    </span>
  );
}
