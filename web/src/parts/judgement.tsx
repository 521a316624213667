// A decision that two claims tell of one thing, or not: who made it, how surely, and line by line why.
import type { JudgementView } from "../shapes";
import { day } from "../words";

export function Judgement({ one }: { one: JudgementView }) {
  return (
    <details class={`judgement ${one.verdict}`}>
      <summary>
        <b>{one.verdict}</b>, says {one.judge}
        {one.is_persons ? <span class="quiet"> · {day(one.made)}</span> : <span class="quiet"> · {one.weight > 0 ? "+" : ""}{one.weight.toFixed(1)} bits</span>}
        <span class="pair">
          {one.left_words} <span aria-hidden="true">⇄</span> {one.right_words}
        </span>
      </summary>
      {one.why && <p>{one.why}</p>}
      <ul class="evidence">
        {one.evidence.map((line) => (
          <li key={line.sentence}>
            <span class="weight">
              {line.weight > 0 ? "+" : ""}
              {line.weight.toFixed(1)}
            </span>{" "}
            {line.sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}
