// Builds the pages into the Python package: our modules bundled and split by page, the map's own worker and style, outlines of the world.
// Nothing is fetched when the pages are used.
import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "twosource", "outlets", "web", "static");
const FIRST = ["src/pages/situation.tsx", "src/parts/map.tsx"]; // the parts of the first page
const from = (name) => join(here, "node_modules", name);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx" },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "file" },
}).then(async ({ metafile }) => {
  const outputs = Object.entries(metafile.outputs);
  const [script, entry] = outputs.find(([, made]) => made.entryPoint === "src/main.tsx");
  const name = (path) => path.split("/").at(-1);
  // What the first page needs is fetched at once, not one chain of imports after the other; the map's part is only run once it is wanted.
  const needed = new Set();
  const follow = (path) => {
    if (!path || needed.has(path)) return;
    needed.add(path);
    metafile.outputs[path].imports.filter((one) => one.kind === "import-statement").forEach((one) => follow(one.path));
  };
  [script, ...FIRST.map((source) => outputs.find(([, made]) => made.entryPoint === source)?.[0])].forEach(follow);
  needed.delete(script);
  const preloads = [...needed].map((path) => `<link rel="modulepreload" href="/static/${name(path)}" />`).join("\n    ");
  const page = await readFile(join(here, "index.html"), "utf8");
  const filled = { "{script}": name(script), "{style}": name(entry.cssBundle), "{preloads}": preloads };
  await writeFile(join(out, "index.html"), Object.entries(filled).reduce((made, [mark, value]) => made.replace(mark, value), page));
});
await cp(from("maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "maplibre-gl-worker.mjs"));
await cp(from("world-atlas/countries-50m.json"), join(out, "countries.json"));
await cp(join(here, "icon.svg"), join(out, "icon.svg"));
for (const name of ["maplibre-gl", "@observablehq/plot", "preact", "topojson-client", "world-atlas"]) {
  const { license, version } = JSON.parse(await readFile(from(`${name}/package.json`), "utf8"));
  await writeFile(join(out, "LICENSES.txt"), `${name} ${version}: ${license}\n`, { flag: "a" });
}
