// Small signs that say the same thing everywhere: a shape and a word beside each colour, so that colour is never needed to read them.
import type { ComponentChildren } from "preact";
import { to } from "../address";
import type { ClaimView, IncidentRow, Words } from "../shapes";
import { day, MEANING } from "../words";

export type StandingWord = IncidentRow["standing"];

/** One path for each standing, in a box of 16 by 16: a full disc, a ring, a diamond, a cross, a barred ring. */
export const SIGNS: Record<StandingWord, string> = {
  corroborated: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  reported: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z",
  disputed: "M8 1l7 7l-7 7l-7-7z",
  denied: "M3.5 1.5L8 6l4.5-4.5l2 2L10 8l4.5 4.5l-2 2L8 10l-4.5 4.5l-2-2L6 8L1.500 3.500z",
  withdrawn: "M2 6.5h12v3H2z",
};

export function Sign({ word }: { word: StandingWord }) {
  return (
    <svg class={`sign ${word}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={SIGNS[word]} fill-rule="evenodd" />
    </svg>
  );
}

export function StandingMark({ word, origins }: { word: StandingWord; origins?: number }) {
  return (
    <span class={`standing ${word}`} title={MEANING[word]}>
      <Sign word={word} /> {word}
      {origins !== undefined && <span class="quiet"> · {origins === 1 ? "1 origin" : `${origins} origins`}</span>}
    </span>
  );
}

export function Quote({ words }: { words: Words[] }) {
  return (
    <q class="words">
      {words.map((one) => {
        const text = one.text.replace(/^“|”$/g, "");
        return one.marked ? <mark>{text}</mark> : text;
      })}
    </q>
  );
}

export function ReportNumber({ claim }: { claim: ClaimView }) {
  return (
    <a class="number" href={to(`/reports/${claim.report}`, { claim: claim.id })} title={`Read it in ${claim.outlet}`}>
      [{claim.number}]
    </a>
  );
}

/** A claim in full: its words, who says it, in which report of which day, and what persons made of it. */
export function Claim({ claim, children }: { claim: ClaimView; children?: ComponentChildren }) {
  return (
    <div class={`claim ${claim.stance}`} id={claim.id}>
      <Quote words={claim.words} />
      <div class="by">
        <ReportNumber claim={claim} /> <Speaker claim={claim} /> <span class="quiet">· {day(claim.day)}</span>
        {claim.block !== "body" && <span class="quiet"> · {claim.block}</span>}
        {claim.origin !== claim.number && <span class="quiet"> · same text as [{claim.origin}]</span>}
      </div>
      {claim.handled.map((one) => (
        <div class="handled" key={one.id}>
          <b>{one.judge}</b>: {one.verdict}
          {one.field && (
            <>
              {" "}
              {one.field} is <b>{one.value}</b> <span class="quiet">(the machine read: {one.was})</span>
            </>
          )}
          {one.why && <> — {one.why}</>} <span class="quiet">{day(one.made)}</span>
        </div>
      ))}
      {children}
    </div>
  );
}

export function Speaker({ claim }: { claim: ClaimView }) {
  if (!claim.speaker) return <span>{claim.outlet}</span>;
  return (
    <span>
      <b>{claim.speaker}</b>, in {claim.outlet}
    </span>
  );
}

export function Chip({ kind, children }: { kind?: string; children: ComponentChildren }) {
  return <span class={`chip ${kind ?? ""}`}>{children}</span>;
}
