// The shell of all pages: where one can go, what the record is, and the page itself, each loaded when it is first wanted.
import { render } from "preact";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { change, followLinks, to, useAddress } from "./address";
import { Trouble, Waiting } from "./parts/waiting";
import { refresh, takeToken, useSummary } from "./server";
import { day, many } from "./words";
import "./style.css";

type Page = ComponentType<{ id: string | null }>;

const PAGES: Record<string, { name: string; inMenu: boolean; load: () => Promise<{ default: Page }> }> = {
  "": { name: "Situation", inMenu: true, load: () => import("./pages/situation") },
  reports: { name: "Reports", inMenu: true, load: () => import("./pages/reports") },
  compare: { name: "Compare", inMenu: true, load: () => import("./pages/compare") },
  figures: { name: "Figures", inMenu: true, load: () => import("./pages/figures") },
  sources: { name: "Sources", inMenu: true, load: () => import("./pages/sources") },
  review: { name: "Review", inMenu: true, load: () => import("./pages/review") },
  add: { name: "Add", inMenu: true, load: () => import("./pages/add") },
  incidents: { name: "Incident", inMenu: false, load: () => import("./pages/incident") },
  places: { name: "Place", inMenu: false, load: () => import("./pages/place") },
};

function usePage(name: string): Page | "missing" | null {
  const [pages, set] = useState<Record<string, Page>>({});
  const known = PAGES[name];
  useEffect(() => {
    if (known && !pages[name]) void known.load().then((page) => set((before) => ({ ...before, [name]: page.default })));
  }, [name]);
  return known ? (pages[name] ?? null) : "missing";
}

function Shell() {
  const { path, query } = useAddress();
  const { summary, trouble } = useSummary();
  const name = path[0] ?? "";
  const Page = usePage(name);
  useEffect(() => {
    document.querySelector('nav [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
    document.title = `${PAGES[name]?.name ?? "Not found"} · ${summary?.name ?? "twosource"}`;
  }, [name, summary?.name]);
  return (
    <>
      <a class="skip" href="#main">
        To the page
      </a>
      <header class="top">
        <a class="brand" href={to("/")}>
          two<span>source</span>
        </a>
        <nav aria-label="Pages">
          {Object.entries(PAGES)
            .filter(([, page]) => page.inMenu)
            .map(([key, page]) => (
              <a key={key} href={to(`/${key}`)} aria-current={key === name ? "page" : undefined}>
                {page.name}
                {key === "review" && !!summary?.to_review && <span class="count">{summary.to_review}</span>}
              </a>
            ))}
        </nav>
        <KnownBy value={query.get("known_by")} />
        <Shade />
      </header>
      {summary && (
        <section class="record" aria-label="The record">
          <b>{summary.name}</b> · {many(summary.reports, "report")}
          {summary.first && ` of ${day(summary.first)}${summary.first === summary.last ? "" : ` – ${day(summary.last)}`}`} ·{" "}
          {many(summary.incidents, "incident")} <span class="quiet">and {summary.background} of the background</span> ·{" "}
          {many(summary.figures, "figure")}
          <span role="status">{summary.state === "deriving" && <span class="deriving"> working in what is new …</span>}</span>
        </section>
      )}
      <main id="main" tabIndex={-1}>
        {trouble && <Trouble words={trouble.message} />}
        {Page === "missing" ? <Trouble words="There is no such page." /> : Page ? <Page id={path[1] ?? null} /> : <Waiting />}
      </main>
      <footer class="bottom">
        Nothing here leaves this machine. Words in quotation marks are the reports' own. Positions: GeoNames (CC BY 4.0), Who's On First.
        Outlines: Natural Earth; they say nothing of anybody's claim.
      </footer>
    </>
  );
}

/** The moment by which the record is known: everything on every page is as it was then. */
function KnownBy({ value }: { value: string | null }) {
  return (
    <label class="known" title="Show the record as it was known by the end of a day">
      as known by
      <input type="date" value={value?.slice(0, 10) ?? ""} onChange={(event) => change({ known_by: event.currentTarget.value || null })} />
      {value && (
        <button type="button" onClick={() => change({ known_by: null })}>
          now
        </button>
      )}
    </label>
  );
}

const SHADES = ["auto", "light", "dark"] as const;
const DARK = matchMedia("(prefers-color-scheme: dark)");

function paint(shade: string) {
  document.documentElement.dataset.shade = shade;
  dispatchEvent(new Event("shade"));
}

addEventListener("beforeprint", () => paint("light")); // ink is dark, paper is light

function Shade() {
  const [shade, set] = useState(() => localStorage.getItem("shade") ?? "auto");
  useEffect(() => {
    const apply = () => paint(shade === "auto" ? (DARK.matches ? "dark" : "light") : shade);
    apply();
    localStorage.setItem("shade", shade);
    DARK.addEventListener("change", apply);
    addEventListener("afterprint", apply);
    return () => {
      DARK.removeEventListener("change", apply);
      removeEventListener("afterprint", apply);
    };
  }, [shade]);
  const next = SHADES[(SHADES.indexOf(shade as "auto") + 1) % SHADES.length] ?? "auto";
  return (
    <button class="shade" type="button" onClick={() => set(next)} aria-label={`Colours: ${shade}; change to ${next}`}>
      {{ auto: "◐", light: "☀", dark: "☾" }[shade]}
    </button>
  );
}

takeToken();
followLinks();
void refresh();
const root = document.getElementById("app");
if (root) render(<Shell />, root);
