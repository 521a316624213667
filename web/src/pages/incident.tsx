// The dossier of an incident: to read, to cite, to print.
import { to } from "../address";
import { Difference } from "../parts/difference";
import { FigureTable } from "../parts/figures";
import { Judgement } from "../parts/judgement";
import { Chip, Claim, StandingMark } from "../parts/marks";
import { TakeAway } from "../parts/takeaway";
import { Found, Nothing } from "../parts/waiting";
import { question, useAnswer, useSummary } from "../server";
import type { IncidentRow, IncidentView, PlaceView } from "../shapes";
import { day, days, many } from "../words";

export default function Incident({ id }: { id: string | null }) {
  const answer = useAnswer<IncidentView>(id ? question(`incidents/${encodeURIComponent(id)}`) : null);
  if (!id) return <Nothing>Choose an incident on the map or in its list.</Nothing>;
  return <Found answer={answer}>{(view) => <Dossier view={view} />}</Found>;
}

function Dossier({ view }: { view: IncidentView }) {
  const { row } = view;
  const handled = view.claims.flatMap((claim) => claim.handled.map((one) => ({ ...one, claim: claim.id })));
  return (
    <article class="dossier">
      <header>
        <p class="quiet">
          {row.type}
          {row.background && " · background"} · incident <code>{row.id}</code>
        </p>
        <h1>{row.title}</h1>
        <p class="lead">
          {view.when}
          {row.place && (
            <>
              {" · "}
              {view.place ? <a href={to(`/places/${view.place.id}`)}>{row.place}</a> : row.place}
            </>
          )}
        </p>
        <p>
          <StandingMark word={row.standing} origins={row.origins} /> — {view.standing.why}
        </p>
        {view.part_of && (
          <p>
            Part of <IncidentLink row={view.part_of} />
          </p>
        )}
        <p class="no-print">
          <a href={to("/compare", { report: view.reports.map((one) => one.id).slice(0, 8) })}>Compare its {many(view.reports.length, "report")}</a>{" "}
          <button type="button" onClick={() => print()}>
            Print
          </button>
        </p>
        <TakeAway incident={row.id} />
      </header>

      <section>
        <h2>What is claimed</h2>
        {view.claims.map((claim) => (
          <Claim key={claim.id} claim={claim}>
            <p class="says">
              {claim.says}
              {claim.stance !== "asserts" && <Chip kind="stance">{claim.stance}</Chip>}
            </p>
          </Claim>
        ))}
      </section>

      <section>
        <h2>Where accounts differ</h2>
        {view.differences.length === 0 && <Nothing>They do not.</Nothing>}
        {view.differences.map((one) => (
          <Difference key={one.field} difference={one} />
        ))}
      </section>

      {view.figures.length > 0 && (
        <section>
          <h2>Figures</h2>
          {view.figures.map((one) => (
            <div key={one.row.id}>
              <h3>
                <a href={to(`/figures/${one.row.id}`)}>{one.row.what}</a>
              </h3>
              <FigureTable view={one} />
            </div>
          ))}
        </section>
      )}

      {view.omissions.length > 0 && (
        <section>
          <h2>What only one side tells</h2>
          <ul>
            {view.omissions.map((one) => (
              <li key={`${one.field} ${one.value}`}>
                <b>{one.field}</b>: {one.value} <span class="quiet">— told by sources of {one.told_by}, left out by {one.left_out_by.join(", ")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}

      {view.parts.length > 0 && (
        <section>
          <h2>Its parts</h2>
          <ul>
            {view.parts.map((one) => (
              <li key={one.id}>
                <IncidentLink row={one} />
              </li>
            ))}
          </ul>
        </section>
      )}

      {view.place && <Place place={view.place} />}

      <section>
        <h2>Why these claims are taken for one incident</h2>
        {view.judgements.length === 0 && <Nothing>There is one claim, or one report tells all of them.</Nothing>}
        {view.judgements.map((one) => (
          <Judgement key={`${one.id} ${one.made}`} one={one} />
        ))}
      </section>

      {view.perhaps.length > 0 && (
        <section>
          <h2>Perhaps told here too</h2>
          {view.perhaps.map((one) => (
            <Judgement key={one.id} one={one} />
          ))}
        </section>
      )}

      {view.revisions.length > 0 && (
        <section>
          <h2>Reports that were issued anew</h2>
          {view.revisions.map((one) => (
            <div key={one.after.id}>
              <p>
                [{one.after.number}] {one.after.outlet}, {day(one.after.day)}, stands in the place of [{one.before.number}] {day(one.before.day)}
                {one.changes.length === 0 && <span class="quiet">: no fact changed</span>}
              </p>
              <ul>
                {one.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}

      {handled.length > 0 && (
        <section>
          <h2>What persons made of it</h2>
          <ul>
            {handled.map((one) => (
              <li key={one.id}>
                {day(one.made)} <b>{one.judge}</b>: {one.verdict} {one.field && `${one.field} = ${one.value} (was ${one.was})`} — {one.why}{" "}
                <code class="quiet">{one.claim}</code>
              </li>
            ))}
          </ul>
        </section>
      )}

      <Cite view={view} />
    </article>
  );
}

function IncidentLink({ row }: { row: IncidentRow }) {
  return (
    <>
      <a href={to(`/incidents/${row.id}`)}>{row.title}</a> <span class="quiet">{days(row.first, row.last)}</span>
    </>
  );
}

function Place({ place }: { place: PlaceView }) {
  return (
    <section>
      <h2>Where it was</h2>
      <p>
        <b>{place.name}</b>
        {place.country && `, ${place.country}`}
        {place.lat !== null && place.lon !== null && ` · ${place.lat.toFixed(3)}, ${place.lon.toFixed(3)}`} · {place.precision}
        {place.names.length > 1 && <span class="quiet"> · also written {place.names.filter((name) => name !== place.name).join(", ")}</span>}
      </p>
      {place.notes.map((one) => (
        <p class="why" key={one}>
          {one}
        </p>
      ))}
    </section>
  );
}

/** The reports behind the incident, as a reader would look them up, and how to name the dossier. */
function Cite({ view }: { view: IncidentView }) {
  const { summary } = useSummary();
  return (
    <section>
      <h2>The reports</h2>
      <ol class="reports">
        {view.reports.map((one) => (
          <li key={one.id} value={one.number}>
            {one.outlet}, {one.title && `“${one.title}”, `}
            {day(one.day)}. <a href={to(`/reports/${one.id}`)}>Read</a> <code class="quiet">{one.id}</code>
          </li>
        ))}
      </ol>
      <p class="quiet">
        Cite as: “{view.row.title}”, incident {view.row.id} of the record {summary?.name}, revision {summary?.revision}, twosource {summary?.version}, seen{" "}
        {day(new Date().toISOString())}.
      </p>
    </section>
  );
}
