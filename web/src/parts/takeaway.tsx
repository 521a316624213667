// Take the record away in one of its forms, with what must not go out left out before anything is written.
import { useState } from "preact/hooks";
import { download, question, useAnswer, useSummary, type Problem } from "../server";
import type { ExportRow } from "../shapes";
import { Trouble } from "./waiting";

const COARSE: [string, string][] = [
  ["", "as told"],
  ["town", "no finer than a town"],
  ["district", "no finer than a district"],
  ["province", "no finer than a province"],
];
const WITHHELD: [string, string][] = [
  ["names", "names of persons and victims"],
  ["sources", "private and unnamed sources"],
  ["texts", "the reports' own words"],
];

export function TakeAway({ at = null, incident = null }: { at?: string | null; incident?: string | null }) {
  const forms = useAnswer<ExportRow[]>("/api/exports").found ?? [];
  const name = useSummary().summary?.name.replace(/\.\w+$/, "") ?? "record";
  const [chosen, choose] = useState("tables");
  const [coarsen, setCoarsen] = useState("");
  const [withhold, setWithhold] = useState<string[]>([]);
  const [trouble, setTrouble] = useState("");
  const [isBusy, setBusy] = useState(false);
  const form = forms.find((one) => one.name === chosen) ?? forms[0];
  const take = async (event: Event) => {
    event.preventDefault();
    if (!form) return;
    setBusy(true);
    setTrouble("");
    try {
      await download(question(`exports/${form.name}`, { at, incident, coarsen, withhold }), `${name}-${form.name}${form.suffix}`);
    } catch (problem) {
      setTrouble((problem as Problem).message);
    }
    setBusy(false);
  };
  return (
    <details class="take no-print">
      <summary>Export</summary>
      <form onSubmit={take}>
        <label>
          form
          <select value={form?.name} onChange={(event) => choose(event.currentTarget.value)}>
            {forms.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </select>
        </label>
        <p class="quiet">{form?.says}</p>
        <label>
          places
          <select value={coarsen} onChange={(event) => setCoarsen(event.currentTarget.value)}>
            {COARSE.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <fieldset>
          <legend class="quiet">left out, in every file and every word of it</legend>
          {WITHHELD.map(([value, words]) => (
            <label key={value} class="tick">
              <input
                type="checkbox"
                checked={withhold.includes(value)}
                onChange={(event) => setWithhold(event.currentTarget.checked ? [...withhold, value] : withhold.filter((one) => one !== value))}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="main" disabled={isBusy || !form}>
          {isBusy ? "writing …" : "Take away"}
        </button>
        {trouble && <Trouble words={trouble} />}
      </form>
    </details>
  );
}
