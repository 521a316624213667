// The map: who holds what, roads, and incidents as signs. It draws from outlines that ship with the program; no tile is fetched.
import type { Feature, FeatureCollection, Point } from "geojson";
import * as maplibre from "maplibre-gl";
import type { GeoJSONSource, Map as Drawn, MapGeoJSONFeature, StyleSpecification } from "maplibre-gl";
import { useEffect, useRef } from "preact/hooks";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import type { IncidentRow } from "../shapes";
import { colourOf, holdersOf, type State } from "./holders";
import { SIGNS, type StandingWord } from "./marks";

maplibre.setWorkerUrl("/static/maplibre-gl-worker.mjs");
maplibre.prewarm(); // its workers start while the map is being set up

const FONT = ["Open Sans Regular"]; // a name only: without a glyph address the browser's own letters are drawn

interface Look {
  sea: string;
  land: string;
  edge: string;
  ink: string;
  halo: string;
  road: string;
  signs: Record<StandingWord, string>;
}

/** The colours of a map, from the page's own. */
function look(): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    sea: of("sea"),
    land: of("land"),
    edge: of("edge"),
    ink: of("ink"),
    halo: of("paper"),
    road: of("road"),
    signs: {
      corroborated: of("corroborated"),
      reported: of("reported"),
      disputed: of("disputed"),
      denied: of("denied"),
      withdrawn: of("withdrawn"),
    },
  };
}

interface WarMap {
  incidents: IncidentRow[];
  state: State | null;
  onSpot: (place: string | null) => void;
  onPlace: (id: string) => void;
}

let outlines: Promise<FeatureCollection> | null = null;

function world(): Promise<FeatureCollection> {
  outlines ??= fetch("/static/countries.json")
    .then((answer) => answer.json() as Promise<Topology>)
    .then((topology) => feature(topology, topology.objects.countries as never) as unknown as FeatureCollection);
  return outlines;
}

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

export function WarMap({ incidents, state, onSpot, onPlace }: WarMap) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<Drawn | null>(null);
  const latest = useRef({ incidents, state, onSpot, onPlace, hasFitted: false });
  Object.assign(latest.current, { incidents, state, onSpot, onPlace });

  useEffect(() => {
    if (!box.current) return;
    const drawn = new maplibre.Map({
      container: box.current,
      style: style(look()),
      center: [20, 25],
      zoom: 1.2,
      attributionControl: false,
      fadeDuration: 0,
      dragRotate: false,
      pitchWithRotate: false,
    });
    drawn.touchZoomRotate.disableRotation();
    drawn.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    drawn.addControl(new maplibre.ScaleControl(), "bottom-left");
    drawn.addControl(
      new maplibre.AttributionControl({ compact: true, customAttribution: "GeoNames (CC BY 4.0), Who's On First, Natural Earth" }),
      "bottom-right",
    );
    drawn.on("load", () => {
      map.current = drawn;
      addSigns(drawn, look());
      void world().then((countries) => (drawn.getSource("land") as GeoJSONSource | undefined)?.setData(countries));
      show(drawn, latest.current);
      box.current?.setAttribute("data-ready", "true");
    });
    drawn.on("click", (event) => picked(drawn, drawn.queryRenderedFeatures(event.point), latest.current));
    for (const layer of ["incidents", "clusters", "places"]) {
      drawn.on("mouseenter", layer, () => (drawn.getCanvas().style.cursor = "pointer"));
      drawn.on("mouseleave", layer, () => (drawn.getCanvas().style.cursor = ""));
    }
    const shaded = () => {
      drawn.setStyle(style(look()), { diff: false });
      drawn.once("styledata", () => {
        addSigns(drawn, look());
        void world().then((countries) => (drawn.getSource("land") as GeoJSONSource | undefined)?.setData(countries));
        show(drawn, latest.current);
      });
    };
    addEventListener("shade", shaded);
    return () => {
      removeEventListener("shade", shaded);
      map.current = null;
      drawn.remove();
    };
  }, []);

  useEffect(() => {
    if (map.current) show(map.current, latest.current);
  }, [incidents, state]);

  return <div class="map" ref={box} role="region" aria-label="Map of incidents and of who holds what; the list beside it says the same" />;
}

function show(map: Drawn, now: { incidents: IncidentRow[]; state: State | null; hasFitted: boolean }): void {
  const set = (name: string, found: FeatureCollection) => (map.getSource(name) as GeoJSONSource | undefined)?.setData(found);
  set("incidents", points(now.incidents));
  const holders = holdersOf(now.state);
  const of = (kind: string): FeatureCollection => ({
    type: "FeatureCollection",
    features: (now.state?.features ?? []).filter((one) => one.geometry && one.properties?.feature === kind).map((one) => coloured(one, holders)),
  });
  set("areas", of("area"));
  set("described", of("described place"));
  set("roads", of("road"));
  set("places", of("place"));
  if (!now.hasFitted && now.incidents.some((one) => one.lat !== null)) {
    now.hasFitted = true;
    fit(map, now.incidents);
  }
}

function points(incidents: IncidentRow[]): FeatureCollection {
  const features: Feature<Point>[] = [];
  for (const one of incidents) {
    if (one.lat === null || one.lon === null || one.precision === "country") continue;
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [one.lon, one.lat] },
      properties: { id: one.id, standing: one.standing, is_vague: one.precision === "province" || one.precision === "vague" },
    });
  }
  return { type: "FeatureCollection", features };
}

function coloured(one: Feature, holders: string[]): Feature {
  const held = (one.properties?.holders as string[] | undefined) ?? [];
  return { ...one, properties: { ...one.properties, colour: colourOf(held[0], holders), is_contested: held.length > 1, label: one.properties?.place } };
}

const OUTER = 0.12; // the share of incidents at each edge that need not be in the first view

/** Look at where most incidents are: one far away (a capital that talks) is left out of the first view. */
function fit(map: Drawn, incidents: IncidentRow[]): void {
  const placed = incidents.filter((one) => one.lat !== null && one.precision !== "country");
  const cut = (values: number[]) => {
    const sorted = values.sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * OUTER)] ?? 0, sorted[Math.floor((sorted.length - 1) * (1 - OUTER))] ?? 0] as const;
  };
  if (!placed.length) return;
  const [south, north] = cut(placed.map((one) => one.lat ?? 0));
  const [west, east] = cut(placed.map((one) => one.lon ?? 0));
  map.fitBounds([west - 0.3, south - 0.3, east + 0.3, north + 0.3], { padding: 48, maxZoom: 9, animate: false });
}

function picked(map: Drawn, found: MapGeoJSONFeature[], now: { incidents: IncidentRow[] } & Pick<WarMap, "onSpot" | "onPlace">): void {
  const first = found.find((one) => ["incidents", "clusters", "places", "areas"].includes(one.layer.id));
  if (!first) return;
  if (first.layer.id === "incidents") {
    now.onSpot(now.incidents.find((row) => row.id === first.properties.id)?.place ?? null);
  } else if (first.layer.id === "clusters") {
    const source = map.getSource("incidents") as GeoJSONSource;
    void source.getClusterLeaves(Number(first.properties.cluster_id), 10_000, 0).then((leaves) => {
      const places = new Set(leaves.map((leaf) => now.incidents.find((row) => row.id === leaf.properties?.id)?.place));
      const [lon, lat] = (first.geometry as Point).coordinates;
      if (places.size === 1) now.onSpot([...places][0] ?? null);
      else map.easeTo({ center: [lon ?? 0, lat ?? 0], zoom: map.getZoom() + 2 });
    });
  } else if (first.properties.place_id) {
    now.onPlace(String(first.properties.place_id));
  }
}

/** Draw the signs of the standings, and the hatching of contested ground, in the page's colours. */
function addSigns(map: Drawn, colours: Look): void {
  for (const [word, path] of Object.entries(SIGNS)) {
    const canvas = new OffscreenCanvas(44, 44);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.translate(4, 4);
    pen.scale(2.25, 2.25);
    const shape = new Path2D(path);
    pen.lineWidth = 2.4;
    pen.strokeStyle = colours.halo;
    pen.stroke(shape);
    pen.fillStyle = colours.signs[word as StandingWord];
    pen.fill(shape, "evenodd");
    map.addImage(word, pen.getImageData(0, 0, 44, 44), { pixelRatio: 2 });
  }
  const canvas = new OffscreenCanvas(16, 16);
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 2;
  for (const shift of [-16, 0, 16]) {
    pen.moveTo(shift, 16);
    pen.lineTo(shift + 16, 0);
  }
  pen.stroke();
  map.addImage("hatch", pen.getImageData(0, 0, 16, 16), { pixelRatio: 2 });
}

function style(colours: Look): StyleSpecification {
  const spoken = ["!=", ["get", "word"], "no data"];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: EMPTY },
      areas: { type: "geojson", data: EMPTY },
      described: { type: "geojson", data: EMPTY },
      roads: { type: "geojson", data: EMPTY },
      places: { type: "geojson", data: EMPTY },
      incidents: { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 34, clusterMaxZoom: 12 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
      { id: "areas", type: "fill", source: "areas", filter: spoken, paint: { "fill-color": ["get", "colour"], "fill-opacity": ["*", 0.6, ["get", "opacity"]] } },
      { id: "contested", type: "fill", source: "areas", filter: ["get", "is_contested"], paint: { "fill-pattern": "hatch", "fill-opacity": 0.5 } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": colours.edge, "line-width": 1 } },
      { id: "described", type: "line", source: "described", paint: { "line-color": colours.ink, "line-width": 1, "line-dasharray": [3, 3], "line-opacity": 0.6 } },
      {
        id: "roads",
        type: "line",
        source: "roads",
        layout: { "line-cap": "round" },
        paint: { "line-color": colours.road, "line-width": ["match", ["get", "state"], "one side", 3, "two sides", 2, 1], "line-dasharray": [2, 1] },
      },
      { id: "country-names", type: "symbol", source: "land", maxzoom: 7, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-letter-spacing": 0.1 }, paint: { "text-color": colours.ink, "text-opacity": 0.55, "text-halo-color": colours.land, "text-halo-width": 1 } },
      { id: "places", type: "circle", source: "places", paint: { "circle-radius": 3.5, "circle-color": ["get", "colour"], "circle-stroke-color": colours.ink, "circle-stroke-width": 1 } },
      { id: "place-names", type: "symbol", source: "places", minzoom: 5, layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.5], "text-optional": true }, paint: { "text-color": colours.ink, "text-halo-color": colours.halo, "text-halo-width": 1.5 } },
      { id: "clusters", type: "circle", source: "incidents", filter: ["has", "point_count"], paint: { "circle-color": colours.halo, "circle-stroke-color": colours.ink, "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 10, 100, 18, 1000, 26] } },
      { id: "counts", type: "symbol", source: "incidents", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": colours.ink } },
      { id: "incidents", type: "symbol", source: "incidents", filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["get", "standing"], "icon-allow-overlap": true }, paint: { "icon-opacity": ["case", ["get", "is_vague"], 0.5, 1] } },
    ],
  } as StyleSpecification;
}
