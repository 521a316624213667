// Figures: each thing that is counted, by whom and when, as a series of ranges with its table.
import { change, to, useAddress } from "../address";
import { FigureChart, FigureTable, RELATIONS } from "../parts/figures";
import { Chip } from "../parts/marks";
import { Found, Nothing } from "../parts/waiting";
import { question, useAnswer } from "../server";
import type { FigureRow, FigureView } from "../shapes";
import { bounds, days, many } from "../words";

export default function Figures({ id }: { id: string | null }) {
  const answer = useAnswer<FigureRow[]>(question("figures"));
  return (
    <div class="split">
      <section>
        <h1>Figures</h1>
        <Found answer={answer}>{(rows) => <List rows={rows} id={id} />}</Found>
      </section>
      <section aria-live="polite">{id ? <One id={id} /> : <Nothing>Choose what is counted to see every count of it.</Nothing>}</section>
    </div>
  );
}

function List({ rows, id }: { rows: FigureRow[]; id: string | null }) {
  const { query } = useAddress();
  const [kind, words, background] = [query.get("kind"), query.get("q") ?? "", query.get("background") === "1"];
  const kinds = [...new Set(rows.map((one) => one.kind))].sort();
  const shown = rows
    .filter((one) => (background || !one.background) && (!kind || one.kind === kind) && one.what.toLowerCase().includes(words.toLowerCase()))
    .sort((a, b) => Number(b.relation === "differ") - Number(a.relation === "differ") || b.claims - a.claims);
  return (
    <>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          words
          <input type="search" value={words} onInput={(event) => change({ q: event.currentTarget.value || null })} />
        </label>
        <label>
          kind
          <select value={kind ?? ""} onChange={(event) => change({ kind: event.currentTarget.value || null })}>
            <option value="">any</option>
            {kinds.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label class="tick">
          <input type="checkbox" checked={background} onChange={(event) => change({ background: event.currentTarget.checked ? "1" : null })} />
          background too
        </label>
      </form>
      {shown.length === 0 && <Nothing>Nothing is counted here.</Nothing>}
      <ul class="choices">
        {shown.slice(0, 500).map((one) => (
          <li key={one.id}>
            <a href={to(`/figures/${one.id}`, Object.fromEntries(query))} aria-current={one.id === id ? "true" : undefined}>
              <b>{one.what}</b> <span class="right">{bounds(one.low, one.high)}</span>
              <span class="row-more">
                {days(one.first, one.last)} · {many(one.claims, "claim")} by {many(one.sources, "source")} · <Chip kind={one.relation}>{RELATIONS[one.relation]}</Chip>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {shown.length > 500 && <p class="quiet">The first 500 of {shown.length} are shown; give words to find others.</p>}
    </>
  );
}

function One({ id }: { id: string }) {
  const answer = useAnswer<FigureView>(question(`figures/${encodeURIComponent(id)}`));
  return (
    <Found answer={answer}>
      {(view) => (
        <article>
          <h2>{view.row.what}</h2>
          <p>
            <b>{bounds(view.row.low, view.row.high)}</b> <span class="quiet">{days(view.row.first, view.row.last)}</span>
            {view.row.incident && (
              <>
                {" · "}
                <a href={to(`/incidents/${view.row.incident}`)}>the incident</a>
              </>
            )}
          </p>
          <FigureChart view={view} />
          <FigureTable view={view} />
          <p class="quiet">Counts are never added up or averaged. An open circle was brought up to date by the same voice; an arrow has no upper bound.</p>
        </article>
      )}
    </Found>
  );
}
