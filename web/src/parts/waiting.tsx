// What stands where an answer is still on its way, or could not be had.
import type { ComponentChildren } from "preact";
import type { Answer } from "../server";

export function Waiting() {
  return (
    <p class="waiting" role="status">
      <span class="spinner" aria-hidden="true" /> one moment …
    </p>
  );
}

export function Trouble({ words }: { words: string }) {
  return (
    <p class="trouble" role="alert">
      {words}
    </p>
  );
}

export function Found<T>({ answer, children }: { answer: Answer<T>; children: (found: T) => ComponentChildren }) {
  if (answer.problem) return <Trouble words={answer.problem.message} />;
  return answer.found === null ? <Waiting /> : <>{children(answer.found)}</>;
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
