// Sources: who says what about whom, what reports say of their leaning, and what each side leaves out.
import { to } from "../address";
import { Chip } from "../parts/marks";
import { Found, Nothing } from "../parts/waiting";
import { question, useAnswer } from "../server";
import type { OmissionView, SourceRow, SourcesView } from "../shapes";
import { many } from "../words";

export default function Sources() {
  const answer = useAnswer<SourcesView>(question("sources"));
  return (
    <Found answer={answer}>
      {(view) => (
        <>
          <h1>Sources</h1>
          <Table title="Who is quoted" rows={view.sources} />
          <Table title="Who publishes, in their own words" rows={view.outlets} />
          <LeftOut rows={view.omissions} />
        </>
      )}
    </Found>
  );
}

function Table({ title, rows }: { title: string; rows: SourceRow[] }) {
  const most = Math.max(1, ...rows.map((one) => one.claims));
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 && <Nothing>Nobody yet.</Nothing>}
      <div class="wide" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th>source</th>
              <th>as the reports describe it</th>
              <th>claims</th>
              <th>stances</th>
              <th>about</th>
              <th>in reports</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 300).map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  <a href={to("/", { source: one.name })}>{one.name}</a>
                </th>
                <td>
                  {one.kinds.join(", ")}{" "}
                  {one.leanings.map((leaning) => (
                    <Chip key={leaning} kind="leaning">
                      {leaning}
                    </Chip>
                  ))}
                </td>
                <td class="bar">
                  <svg width="90" height="12" aria-hidden="true">
                    <rect width={(90 * one.claims) / most} height="12" rx="2" />
                  </svg>{" "}
                  {one.claims}
                </td>
                <td>{one.stances.map((each) => `${each.word} ${each.count}`).join(", ")}</td>
                <td>{one.about.map((each) => `${each.word} (${each.count})`).join(", ")}</td>
                <td>{one.reports.length > 6 ? many(one.reports.length, "report") : one.reports.map((number) => `[${number}]`).join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > 300 && <p class="quiet">The first 300 of {rows.length} are shown.</p>}
    </section>
  );
}

function LeftOut({ rows }: { rows: OmissionView[] }) {
  const sides = Map.groupBy(rows, (one) => one.told_by);
  return (
    <section>
      <h2>What only one side tells</h2>
      <p class="quiet">Silence is told, not judged: a source that was asked about one thing need not speak of another.</p>
      {rows.length === 0 && <Nothing>No fact is told by one side alone.</Nothing>}
      {[...sides].map(([side, theirs]) => (
        <details key={side} open={sides.size < 4}>
          <summary>
            {side}: {many(theirs.length, "fact")}
          </summary>
          <ul>
            {theirs.slice(0, 200).map((one) => (
              <li key={`${one.incident} ${one.field} ${one.value}`}>
                <a href={to(`/incidents/${one.incident}`)}>{one.title}</a> — <b>{one.field}</b>: {one.value}{" "}
                <span class="quiet">left out by {one.left_out_by.join(", ")}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
