// Add reports: files dropped here or a text pasted, read while one looks on, with the result in place.
import { useEffect, useRef, useState } from "preact/hooks";
import { to } from "../address";
import { Trouble } from "../parts/waiting";
import { ask, question, refresh, send, useAnswer, type Problem } from "../server";
import type { ReportRow, Work } from "../shapes";
import { day, many } from "../words";

const OFTEN = 400; // milliseconds between two looks at how far it is

export default function Add() {
  const [files, setFiles] = useState<File[]>([]);
  const [text, setText] = useState("");
  const [outlet, setOutlet] = useState("");
  const [published, setPublished] = useState("");
  const [work, setWork] = useState<Work | null>(null);
  const [trouble, setTrouble] = useState("");
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const isBusy = work !== null && !["done", "failed"].includes(work.state);

  useEffect(() => {
    if (!work || !isBusy) return;
    const timer = setTimeout(
      () =>
        void ask<Work>(`/api/works/${work.id}`).then(
          (next) => {
            setWork(next);
            if (next.state === "done") void refresh();
          },
          (problem: Problem) => setTrouble(problem.message),
        ),
      OFTEN,
    );
    return () => clearTimeout(timer);
  }, [work]);

  const submit = async (event: Event) => {
    event.preventDefault();
    setTrouble("");
    const form = new FormData();
    for (const file of files) form.append("files", file);
    form.append("text", text);
    form.append("outlet", outlet);
    form.append("published", published);
    try {
      setWork(await send<Work>("/api/reports", form));
      setFiles([]);
      setText("");
    } catch (problem) {
      setTrouble((problem as Problem).message);
    }
  };

  return (
    <>
      <h1>Add reports</h1>
      <form class="add" onSubmit={submit}>
        <div
          class={`drop ${isOver ? "over" : ""}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            setFiles([...files, ...(event.dataTransfer?.files ?? [])]);
          }}
        >
          <p>Drop files here: plain text, saved web pages, JSON lines</p>
          <label class="button">
            Choose files
            <input ref={chooser} type="file" multiple onChange={(event) => setFiles([...files, ...(event.currentTarget.files ?? [])])} />
          </label>
          {files.length > 0 && (
            <ul class="files">
              {files.map((file, at) => (
                <li key={`${file.name} ${at}`}>
                  {file.name} <span class="quiet">{Math.ceil(file.size / 1000).toLocaleString("en")} kB</span>
                  <button type="button" aria-label={`Leave ${file.name} out`} onClick={() => setFiles(files.filter((_, other) => other !== at))}>
                    ×
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
        <label>
          or paste a text
          <textarea rows={8} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <div class="filters">
          <label>
            published by, where it does not say
            <input value={outlet} maxLength={120} onInput={(event) => setOutlet(event.currentTarget.value)} />
          </label>
          <label>
            on the day
            <input type="date" value={published} onInput={(event) => setPublished(event.currentTarget.value)} />
          </label>
          <button type="submit" class="main" disabled={isBusy || (!files.length && !text.trim())}>
            Read
          </button>
        </div>
      </form>
      {trouble && <Trouble words={trouble} />}
      {work && <Progress work={work} />}
    </>
  );
}

const STATES: Record<Work["state"], string> = {
  waiting: "making ready",
  reading: "reading",
  deriving: "linking with what is known",
  done: "done",
  failed: "stopped",
};

function Progress({ work }: { work: Work }) {
  return (
    <section class="progress" aria-live="polite">
      <h2>
        {STATES[work.state]}: {work.done} of {work.total}
      </h2>
      <progress max={Math.max(1, work.total)} value={work.state === "done" ? Math.max(1, work.total) : work.done} aria-label="How far it is" />
      {work.failure && <Trouble words={work.failure} />}
      {work.unread.length > 0 && (
        <ul class="unread">
          {work.unread.map((one) => (
            <li key={one.origin}>
              <b>{one.origin}</b>: {one.reason}
            </li>
          ))}
        </ul>
      )}
      {work.state === "done" && <Read ids={work.reports} />}
    </section>
  );
}

function Read({ ids }: { ids: string[] }) {
  const reports = useAnswer<ReportRow[]>(question("reports")).found ?? [];
  const read = reports.filter((one) => ids.includes(one.id));
  return (
    <>
      <p>
        {many(read.length, "report")} in the record. {read.length > 1 && <a href={to("/compare", { report: ids.slice(0, 8) })}>Compare them</a>}
      </p>
      <ul>
        {read.map((one) => (
          <li key={one.id}>
            [{one.number}] <a href={to(`/reports/${one.id}`)}>{one.title ?? one.outlet}</a> <span class="quiet">{one.day ? day(one.day) : "not dated"}, {many(one.claims, "claim")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
