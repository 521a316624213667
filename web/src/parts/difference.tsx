// A difference by its kind, the values side by side with all who give them.
import { to } from "../address";
import type { ClaimView, DifferenceView } from "../shapes";
import { Chip } from "./marks";

const SHAPES: Record<DifferenceView["kind"], string> = { conflict: "≠", later: "→", scope: "⊂", period: "↔", rounding: "≈", wording: "“", stance: "±" };

export function Difference({ difference, isShort = false }: { difference: DifferenceView; isShort?: boolean }) {
  return (
    <div class={`difference ${difference.kind}`}>
      <p>
        <b>{difference.field}</b>{" "}
        <Chip kind={difference.kind}>
          <span aria-hidden="true">{SHAPES[difference.kind]}</span> {difference.kind}
        </Chip>{" "}
        {!isShort && <span class="quiet">{difference.means}.</span>}
      </p>
      <ul class="values">
        {difference.values.map((value) => (
          <li key={value.value}>
            <b>{value.value}</b>{" "}
            <span class="quiet">
              {voices(value.claims, isShort).map((claim) => (
                <a key={claim.id} href={to(`/reports/${claim.report}`, { claim: claim.id })} title={claim.outlet}>
                  [{claim.number}]{claim.speaker && !isShort ? ` ${claim.speaker}` : ""}{" "}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {!isShort && difference.why && <p class="why">{difference.why}</p>}
    </div>
  );
}

/** One claim for each report, or for each speaker in it, in the order of the reports. */
function voices(claims: ClaimView[], perReport: boolean): ClaimView[] {
  const first = new Map(claims.toReversed().map((claim) => [perReport ? claim.report : `${claim.report} ${claim.speaker}`, claim]));
  return [...first.values()].sort((a, b) => a.number - b.number);
}
