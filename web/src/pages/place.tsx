// A place: who held it when, as each claimant tells it, and what happened there.
import { to } from "../address";
import { Chip, Claim, Sign, StandingMark } from "../parts/marks";
import { Found, Nothing } from "../parts/waiting";
import { question, useAnswer } from "../server";
import type { HoldingView, PlaceDossier } from "../shapes";
import { bounds, day, days } from "../words";

export default function Place({ id }: { id: string | null }) {
  const answer = useAnswer<PlaceDossier>(id ? question(`places/${encodeURIComponent(id)}`) : null);
  if (!id) return <Nothing>Choose a place on the map.</Nothing>;
  return <Found answer={answer}>{(view) => <Shown view={view} />}</Found>;
}

function Shown({ view }: { view: PlaceDossier }) {
  const { place } = view;
  return (
    <article class="dossier">
      <h1>{place.name}</h1>
      <p class="lead">
        {[place.within, place.country].filter(Boolean).join(", ")} · {place.precision}
        {place.lat !== null && place.lon !== null && ` · ${place.lat.toFixed(3)}, ${place.lon.toFixed(3)}`}
      </p>
      {place.names.length > 1 && <p class="quiet">also written {place.names.filter((name) => name !== place.name).join(", ")}</p>}
      {place.notes.map((one) => (
        <p class="why" key={one}>
          {one}
        </p>
      ))}
      <section>
        <h2>Who holds it</h2>
        {view.holdings.length === 0 && <Nothing>Of the place itself nobody says.</Nothing>}
        {view.weaker && (
          <p>
            Weaker: {view.weaker_area} is held by {view.weaker.holders.join(" and ")}; who holds an area need not hold each place in it.
          </p>
        )}
        {view.holdings.toReversed().map((one) => (
          <Holding key={one.id} one={one} />
        ))}
      </section>
      {view.posts.length > 0 && (
        <section>
          <h2>Posts</h2>
          {view.posts.map((one) => (
            <div key={one.id}>
              <p>
                <b>{one.name}</b> <span class="quiet">{one.kind}</span>: {one.status} {one.actor && `by ${one.actor}`}{" "}
                <span class="quiet">{days(one.first, one.last)}</span>
              </p>
              {one.claims.map((claim) => (
                <Claim key={claim.id} claim={claim} />
              ))}
            </div>
          ))}
        </section>
      )}
      <section>
        <h2>What happened there</h2>
        {view.incidents.length === 0 && <Nothing>Nothing is told.</Nothing>}
        <ul class="choices">
          {view.incidents.map((one) => (
            <li key={one.id}>
              <a href={to(`/incidents/${one.id}`)}>
                <Sign word={one.standing} /> {one.title} <span class="quiet">{days(one.first, one.last)}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      {view.figures.length > 0 && (
        <section>
          <h2>Figures</h2>
          <ul class="choices">
            {view.figures.map((one) => (
              <li key={one.id}>
                <a href={to(`/figures/${one.id}`)}>
                  {one.what}: <b>{bounds(one.low, one.high)}</b>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Holding({ one }: { one: HoldingView }) {
  const who = one.word === "unknown" ? "nobody is known to hold it" : one.holders.join(" and ");
  return (
    <details class="holding" open={one.last === null}>
      <summary>
        <b>{one.first ? `since ${day(one.first)}` : "no day"}</b>
        {one.last && ` until ${day(one.last)}`}: {one.word === "contested" ? <Chip kind="conflict">contested</Chip> : null} {who}
        {one.besieged_by.length > 0 && `; surrounded by ${one.besieged_by.join(" and ")}`}
        {one.entered_by.length > 0 && `; entered by ${one.entered_by.join(" and ")}`} <StandingMark word={one.standing.word} origins={one.standing.origins} />
      </summary>
      <p class="why">{one.why}</p>
      {one.tenures.map((tenure) => (
        <div key={`${tenure.claimant} ${tenure.since}`}>
          <p>
            <b>{tenure.claimant}</b>: {tenure.status} {tenure.holder} {tenure.since && <span class="quiet">since {day(tenure.since)}</span>}
          </p>
          {tenure.claims.map((claim) => (
            <Claim key={claim.id} claim={claim} />
          ))}
        </div>
      ))}
    </details>
  );
}
