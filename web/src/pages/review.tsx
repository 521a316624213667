// Review: what matters most and differs most first; each claim accepted, corrected, rejected, split off or joined, with a reason.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { change, to, useAddress } from "../address";
import { Judgement } from "../parts/judgement";
import { Claim } from "../parts/marks";
import { Found, Nothing, Trouble } from "../parts/waiting";
import { send, useAnswer, useSummary, type Problem } from "../server";
import type { AliasView, CellView, IncidentRow, ReviewCell, ReviewView, SituationView } from "../shapes";
import { days, many } from "../words";

type Act = "accept" | "correct" | "reject" | "split" | "join" | "part" | "with";

const KEYS: [string, string][] = [
  ["j / k", "next, previous claim"],
  ["n / p", "next, previous question"],
  ["a", "accept the claim"],
  ["c", "correct a field of it"],
  ["r", "reject it"],
  ["s", "split it from its incident"],
  ["m / d", "the first doubtful pair is one thing / two things"],
  ["w", "join the incident with another one"],
  ["Esc", "leave the form"],
];

export default function Review() {
  const answer = useAnswer<ReviewView>("/api/review?most=30");
  return <Found answer={answer}>{(view) => <Queue view={view} />}</Found>;
}

function Queue({ view }: { view: ReviewView }) {
  const { summary } = useSummary();
  const [judge, setJudge] = useState(() => localStorage.getItem("judge") ?? "");
  const { query } = useAddress();
  const at = Math.max(0, view.cells.findIndex((one) => one.id === query.get("cell")));
  const setAt = (number: number) => change({ cell: view.cells[number]?.id ?? null });
  const [claim, setClaim] = useState(0);
  const [act, setAct] = useState<Act | null>(null);
  const [said, setSaid] = useState("");
  const cell = view.cells[at];
  const here = cell?.claims[Math.min(claim, cell.claims.length - 1)];

  const move = (by: number) => {
    setAt(Math.max(0, Math.min(view.cells.length - 1, at + by)));
    setClaim(0);
    setAct(null);
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") return setAct(null);
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest("input, textarea, select")) return;
      const acts: Record<string, () => void> = {
        j: () => setClaim(Math.min((cell?.claims.length ?? 1) - 1, claim + 1)),
        k: () => setClaim(Math.max(0, claim - 1)),
        n: () => move(1),
        p: () => move(-1),
        a: () => setAct("accept"),
        c: () => setAct("correct"),
        r: () => setAct("reject"),
        s: () => cell?.page === "incidents" && setAct("split"),
        m: () => cell?.perhaps.length && setAct("join"),
        d: () => cell?.perhaps.length && setAct("part"),
        w: () => cell?.page === "incidents" && setAct("with"),
      };
      const found = acts[event.key];
      if (!found) return;
      event.preventDefault();
      found();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  const done = (words: string) => {
    setSaid(words);
    setAct(null);
  };
  return (
    <>
      <h1>Review</h1>
      <div class="filters">
        <label>
          your name
          <input
            value={judge}
            placeholder={summary?.judge}
            maxLength={120}
            onInput={(event) => {
              setJudge(event.currentTarget.value);
              localStorage.setItem("judge", event.currentTarget.value);
            }}
          />
        </label>
        <span class="quiet">{many(view.left, "question")} left, the weightiest first</span>
        <details class="keys">
          <summary>Keys</summary>
          <dl>
            {KEYS.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
      <p role="status" class="kept">
        {said}
      </p>
      {!cell && <Nothing>Nothing contradicts itself, and nothing is left to look at.</Nothing>}
      <div class="split review">
        <ol class="choices" aria-label="Questions">
          {view.cells.map((one, number) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one === cell ? "true" : undefined}
                onClick={() => {
                  setAt(number);
                  setClaim(0);
                  setAct(null);
                }}
              >
                <b>{one.title}</b>
                <span class="row-more">{one.asks[0]}</span>
              </button>
            </li>
          ))}
        </ol>
        {cell && here && (
          <section aria-label={cell.title}>
            <h2>
              <a href={to(`/${cell.page}/${cell.id}`)}>{cell.title}</a>
            </h2>
            <ul class="asks">
              {cell.asks.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            {cell.claims.map((one, number) => (
              <Reviewed key={one.claim.id} one={one} isHere={one === here} onPick={() => setClaim(number)}>
                {one === here && (
                  <>
                    <div class="acts">
                      {(["accept", "correct", "reject", ...(cell.page === "incidents" ? ["split" as const] : [])] as Act[]).map((name) => (
                        <button key={name} type="button" aria-pressed={act === name} onClick={() => setAct(act === name ? null : name)}>
                          {name} <kbd>{name[0]}</kbd>
                        </button>
                      ))}
                    </div>
                    {act && !["join", "part", "with"].includes(act) && (
                      <Form act={act} cell={one} judge={judge} isDeriving={summary?.state === "deriving"} onDone={done} />
                    )}
                  </>
                )}
              </Reviewed>
            ))}
            {cell.more > 0 && (
              <p class="quiet">
                and {many(cell.more, "further claim")}, in <a href={to(`/${cell.page}/${cell.id}`)}>the dossier</a>
              </p>
            )}
            {cell.page === "incidents" && <With cell={cell} isOpen={act === "with"} judge={judge} onAct={setAct} onDone={done} />}
            <Doubts cell={cell} act={act} judge={judge} onAct={setAct} onDone={done} />
          </section>
        )}
      </div>
      <Aliases aliases={view.aliases} judge={judge} onDone={done} />
    </>
  );
}

function Reviewed({ one, isHere, onPick, children }: { one: CellView; isHere: boolean; onPick: () => void; children: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  const wasHere = useRef(isHere);
  useEffect(() => {
    if (isHere && !wasHere.current) box.current?.scrollIntoView({ block: "nearest" });
    wasHere.current = isHere;
  }, [isHere]);
  return (
    <div class={`reviewed ${isHere ? "here" : ""}`} ref={box} onClick={onPick} aria-current={isHere ? "true" : undefined}>
      <Claim claim={one.claim}>
        <p class="says">{one.claim.says}</p>
        {children as never}
      </Claim>
    </div>
  );
}

function Form({ act, cell, judge, isDeriving, onDone }: { act: Act; cell: CellView; judge: string; isDeriving: boolean; onDone: (words: string) => void }) {
  const [why, setWhy] = useState("");
  const [field, setField] = useState(cell.fields[0]?.name ?? "");
  const [value, setValue] = useState("");
  const [trouble, setTrouble] = useState("");
  const [isBusy, setBusy] = useState(false);
  const known = cell.fields.find((one) => one.name === field);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      if (act === "split") await send("/api/splits", { claim: cell.claim.id, judge, why });
      else {
        const correction = act === "correct" ? { field, value } : {};
        await send("/api/decisions", { claim: cell.claim.id, verdict: act, judge, why, seen: cell.claim.handled.length, ...correction });
      }
      onDone(`Kept: ${act}, “${why}”. The record is being derived anew.`);
    } catch (problem) {
      setTrouble((problem as Problem).message);
      setBusy(false);
    }
  };
  return (
    <form class="deciding" onSubmit={submit}>
      {act === "correct" && (
        <>
          <label>
            field
            <select
              value={field}
              onChange={(event) => {
                setField(event.currentTarget.value);
                setValue("");
              }}
            >
              {cell.fields.map((one) => (
                <option key={one.name}>{one.name}</option>
              ))}
            </select>
          </label>
          <label>
            is
            {known?.can_be.length ? (
              <select value={value} required onChange={(event) => setValue(event.currentTarget.value)}>
                <option value="">choose …</option>
                {known.can_be.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            ) : (
              <input value={value} required placeholder={known?.value} onInput={(event) => setValue(event.currentTarget.value)} />
            )}
          </label>
          <span class="quiet">the machine read: {known?.value || "nothing"}</span>
        </>
      )}
      <Reason value={why} onInput={setWhy} />
      <button type="submit" class="main" disabled={isBusy || !why.trim()}>
        {act}
      </button>
      {isDeriving && <span class="quiet">earlier decisions are being worked in; this one is kept at once all the same</span>}
      {trouble && <Trouble words={trouble} />}
    </form>
  );
}

/** The reason of a decision; the cursor stands in it as soon as the form opens, so that a key and a sentence are enough. */
function Reason({ value, onInput }: { value: string; onInput: (words: string) => void }) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <label class="reason">
      reason
      <input ref={box} value={value} required maxLength={2000} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}

interface With {
  cell: ReviewCell;
  isOpen: boolean;
  judge: string;
  onAct: (act: Act | null) => void;
  onDone: (words: string) => void;
}

const OFFERED = 300; // incidents that a browser's list of suggestions can still show

/** Join an incident with another one that a person knows to be the same, whatever the machine thinks. */
function With({ cell, isOpen, judge, onAct, onDone }: With) {
  const incidents = useAnswer<SituationView>(isOpen ? "/api/situation" : null).found?.incidents ?? [];
  const [other, setOther] = useState("");
  const [why, setWhy] = useState("");
  const [trouble, setTrouble] = useState("");
  const id = other.split(" ").at(-1) ?? "";
  const offered = incidents.filter((one) => one.id !== cell.id && nameOf(one).toLowerCase().includes(other.toLowerCase())).slice(0, OFFERED);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await send("/api/judgements", { left: cell.id, right: id, verdict: "same", judge, why });
      onDone(`Kept: one thing, “${why}”.`);
    } catch (problem) {
      setTrouble((problem as Problem).message);
    }
  };
  return (
    <div class="acts">
      <button type="button" aria-pressed={isOpen} onClick={() => onAct(isOpen ? null : "with")}>
        join with another incident <kbd>w</kbd>
      </button>
      {isOpen && (
        <form class="deciding" onSubmit={submit}>
          <label class="reason">
            incident
            <input list="incidents" required value={other} onInput={(event) => setOther(event.currentTarget.value)} />
          </label>
          <datalist id="incidents">
            {offered.map((one) => (
              <option key={one.id} value={nameOf(one)} />
            ))}
          </datalist>
          <Reason value={why} onInput={setWhy} />
          <button type="submit" class="main" disabled={!why.trim() || !incidents.some((one) => one.id === id)}>
            join
          </button>
          {trouble && <Trouble words={trouble} />}
        </form>
      )}
    </div>
  );
}

function nameOf(one: IncidentRow): string {
  return `${one.title}, ${days(one.first, one.last)} ${one.id}`;
}

interface Doubts {
  cell: ReviewCell;
  act: Act | null;
  judge: string;
  onAct: (act: Act | null) => void;
  onDone: (words: string) => void;
}

/** Claims of which the machine was not sure whether they tell of this incident: one thing, or two. */
function Doubts({ cell, act, judge, onAct, onDone }: Doubts) {
  const [first] = cell.perhaps;
  const [why, setWhy] = useState("");
  const [trouble, setTrouble] = useState("");
  if (!first) return null;
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await send("/api/judgements", { left: first.left, right: first.right, verdict: act === "join" ? "same" : "different", judge, why });
      setWhy("");
      onDone(`Kept: ${act === "join" ? "one thing" : "two things"}, “${why}”.`);
    } catch (problem) {
      setTrouble((problem as Problem).message);
    }
  };
  return (
    <section class="doubts">
      <h3>Perhaps one thing</h3>
      <Judgement one={first} />
      <div class="acts">
        <button type="button" aria-pressed={act === "join"} onClick={() => onAct("join")}>
          one thing: join <kbd>m</kbd>
        </button>
        <button type="button" aria-pressed={act === "part"} onClick={() => onAct("part")}>
          two things <kbd>d</kbd>
        </button>
      </div>
      {(act === "join" || act === "part") && (
        <form class="deciding" onSubmit={submit}>
          <Reason value={why} onInput={setWhy} />
          <button type="submit" class="main" disabled={!why.trim()}>
            {act === "join" ? "join" : "keep apart"}
          </button>
          {trouble && <Trouble words={trouble} />}
        </form>
      )}
    </section>
  );
}

function Aliases({ aliases, judge, onDone }: { aliases: AliasView[]; judge: string; onDone: (words: string) => void }) {
  const open = aliases.filter((one) => one.would_join.length > 0);
  if (!open.length) return null;
  return (
    <section>
      <h2>Names that decisions have taught</h2>
      {open.map((one) => (
        <div key={one.id} class="alias">
          <p>
            <b>{one.word}</b> means <b>{one.means}</b>; it would join {many(one.would_join.length, "more claim")}
          </p>
          {one.would_join.slice(0, 5).map((claim) => (
            <Claim key={claim.id} claim={claim} />
          ))}
          {one.against.map((reason) => (
            <p key={reason} class="warn">
              not joined: {reason}
            </p>
          ))}
          <button type="button" onClick={() => void send("/api/aliases", { alias: one.id, judge, why: "" }).then(() => onDone(`${one.word} means ${one.means}`))}>
            Apply
          </button>
        </div>
      ))}
    </section>
  );
}
