// Two or more reports side by side, claim by claim: what they say alike, where they differ and how, what only one of them says.
import { useState } from "preact/hooks";
import { change, to, useAddress } from "../address";
import { Difference } from "../parts/difference";
import { Chip, Claim } from "../parts/marks";
import { Found, Nothing } from "../parts/waiting";
import { question, useAnswer } from "../server";
import type { AlignedView, ComparisonView, ReportRow } from "../shapes";
import { day } from "../words";

const WORDS = { same: "Same", differing: "Differing", only: "Only here" } as const;
const ORDER = ["differing", "same", "only"] as const;
const SHAPES = { same: "=", differing: "≠", only: "◧" } as const;

export default function Compare() {
  const { query } = useAddress();
  const chosen = query.getAll("report");
  const answer = useAnswer<ComparisonView>(chosen.length > 1 ? question("comparison", { report: chosen }) : null);
  return (
    <>
      <h1>Compare</h1>
      <Choose chosen={chosen} />
      {chosen.length > 1 ? <Found answer={answer}>{(view) => <Table view={view} />}</Found> : <Nothing>Choose two or more reports of one story.</Nothing>}
    </>
  );
}

function Choose({ chosen }: { chosen: string[] }) {
  const reports = useAnswer<ReportRow[]>(question("reports")).found ?? [];
  const [words, setWords] = useState("");
  const known = new Map(reports.map((one) => [one.id, one]));
  const offered = reports.filter((one) => !chosen.includes(one.id) && `${one.outlet} ${one.title ?? ""} ${one.day ?? ""}`.toLowerCase().includes(words.toLowerCase()));
  return (
    <div class="filters no-print">
      {chosen.map((id) => (
        <span class="chosen" key={id}>
          [{known.get(id)?.number}] {known.get(id)?.outlet ?? id}
          <button type="button" aria-label={`Take report ${known.get(id)?.number} out`} onClick={() => change({ report: chosen.filter((one) => one !== id) })}>
            ×
          </button>
        </span>
      ))}
      <label>
        find
        <input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <label>
        add a report
        <select
          value=""
          disabled={chosen.length >= 8}
          onChange={(event) => {
            const id = event.currentTarget.value;
            event.currentTarget.value = "";
            if (id) change({ report: [...chosen, id] });
          }}
        >
          <option value="">choose …</option>
          {offered.slice(0, 300).map((one) => (
            <option key={one.id} value={one.id}>
              [{one.number}] {one.day ?? "not dated"} {one.outlet}: {one.title ?? ""}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Table({ view }: { view: ComparisonView }) {
  const { query } = useAddress();
  const hidden = query.getAll("hide");
  const background = query.get("background") === "1";
  const rows = view.rows.filter((row) => background || !row.background);
  const inText = query.get("order") === "text";
  const kept = rows.filter((row) => !hidden.includes(row.word));
  const shown = inText ? kept : ORDER.flatMap((word) => kept.filter((row) => row.word === word));
  const count = (word: AlignedView["word"]) => rows.filter((row) => row.word === word).length;
  return (
    <>
      <fieldset class="layers no-print">
        <legend class="unseen">Which rows</legend>
        {ORDER.map((word) => (
          <label key={word} class="tick">
            <input
              type="checkbox"
              checked={!hidden.includes(word)}
              onChange={(event) => change({ hide: event.currentTarget.checked ? hidden.filter((one) => one !== word) : [...hidden, word] })}
            />
            <Chip kind={word}>
              <span aria-hidden="true">{SHAPES[word]}</span> {WORDS[word]} {count(word)}
            </Chip>
          </label>
        ))}
        <label class="tick">
          <input type="checkbox" checked={background} onChange={(event) => change({ background: event.currentTarget.checked ? "1" : null })} />
          background too
        </label>
        <label class="tick">
          <input type="checkbox" checked={inText} onChange={(event) => change({ order: event.currentTarget.checked ? "text" : null })} />
          in the order of the texts
        </label>
      </fieldset>
      <div class="wide" tabIndex={0} role="region" aria-label="Reports side by side">
        <table class="comparison">
          <thead>
            <tr>
              <th scope="col">what is told</th>
              {view.reports.map((one) => (
                <th key={one.id} scope="col">
                  <a href={to(`/reports/${one.id}`)}>
                    [{one.number}] {one.outlet}
                  </a>
                  <span class="quiet"> {day(one.day)}</span>
                  {one.title && <div class="headline">{one.title}</div>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={`${row.part} ${row.id} ${row.title}`} row={row} reports={view.reports} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <Nothing>Nothing is left to show.</Nothing>}
    </>
  );
}

const PAGES = { incident: "incidents", figure: "figures", control: "places" } as const;

function Row({ row, reports }: { row: AlignedView; reports: ReportRow[] }) {
  return (
    <tr class={`aligned ${row.word}`}>
      <th scope="row">
        <a href={to(`/${PAGES[row.part]}/${row.id}`)}>{row.title}</a>
        <div>
          <Chip kind={row.word}>
            <span aria-hidden="true">{SHAPES[row.word]}</span> {WORDS[row.word]}
          </Chip>{" "}
          <span class="quiet">
            {row.part}
            {row.background && ", background"}
          </span>
        </div>
        {row.differences.map((one) => (
          <Difference key={one.field} difference={one} isShort />
        ))}
        {row.why && <p class="why">{row.why}</p>}
      </th>
      {row.told.map((claims, at) => (
        <td key={reports[at]?.id} data-report={`[${reports[at]?.number}] ${reports[at]?.outlet}`} class={claims.length ? "" : "silent"}>
          {claims.map((claim) => (
            <Claim key={claim.id} claim={claim}>
              <p class="says">{claim.says}</p>
            </Claim>
          ))}
          {claims.length === 0 && <span class="quiet">says nothing of it</span>}
        </td>
      ))}
    </tr>
  );
}
