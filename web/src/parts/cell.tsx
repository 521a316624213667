// One cell of the record: what a claim says, its fields, the finding that it is part of, and what other reports say at that point.
import { to } from "../address";
import type { CellView } from "../shapes";
import { Chip, Claim } from "./marks";

export function Cell({ cell }: { cell: CellView }) {
  const { claim } = cell;
  return (
    <section class="cell">
      <h2>
        <Chip kind={claim.layer}>{claim.layer}</Chip> {claim.says}
      </h2>
      <Claim claim={claim} />
      {cell.finding && (
        <p>
          {{ incidents: "Part of the incident", figures: "One of the figures", places: "About" }[cell.finding_page ?? "places"]}{" "}
          <a href={to(`/${cell.finding_page}/${cell.finding}`)}>{cell.finding_title}</a>
        </p>
      )}
      {cell.fields.length > 0 && (
        <dl class="fields">
          {cell.fields.map((field) => (
            <div key={field.name}>
              <dt>{field.name}</dt>
              <dd>{field.value || <span class="quiet">not told</span>}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3>{cell.others.length ? "What other reports say here" : "No other report speaks of this"}</h3>
      {cell.others.map((one) => (
        <Claim key={one.id} claim={one}>
          {one.says !== claim.says && <p class="says">{one.says}</p>}
        </Claim>
      ))}
      <p class="quiet address">
        <code>{claim.id}</code>
      </p>
    </section>
  );
}
