// Generated from `src/twosource/outlets/web/shapes.py` by `make docs`.

/** How well something is supported, with the count of independent origins and the sentence that explains it. */
export interface Standing {
  word: "reported" | "corroborated" | "disputed" | "denied" | "withdrawn";
  origins: number;
  why: string;
}

/** A report that could not be read, and why. */
export interface Unread {
  origin: string;
  reason: string;
}

/** What the record holds, and in what state it is: `deriving` while facts that have come are being worked in. `unread` are the last reports that could not be read, a hundred at most. */
export interface Summary {
  name: string;
  version: string;
  revision: string;
  state: "ready" | "deriving";
  reports: number;
  incidents: number;
  background: number;
  figures: number;
  first: string | null;
  last: string | null;
  judge: string;
  to_review: number;
  unread: Unread[];
}

/** A report in a list: its number on the pages, who published it, when, and how much is read in it. */
export interface ReportRow {
  id: string;
  number: number;
  outlet: string;
  origin: string;
  title: string | null;
  day: string | null;
  day_why: string;
  language: string | null;
  received: string | null;
  claims: number;
  copy_of: string[];
}

/** An incident in a list and on the map; `actors` and `sources` are names, `first` and `last` the days it can have been. `killed_low` and `killed_high` are the bounds of the count of killed that most claims are of. */
export interface IncidentRow {
  id: string;
  type: string;
  family: string;
  title: string;
  first: string | null;
  last: string | null;
  place: string | null;
  lat: number | null;
  lon: number | null;
  precision: "exact" | "town" | "district" | "province" | "country" | "vague" | null;
  standing: "reported" | "corroborated" | "disputed" | "denied" | "withdrawn";
  origins: number;
  realis: "actual" | "denied" | "future" | "uncertain" | "ended";
  background: boolean;
  differs: boolean;
  killed_low: number | null;
  killed_high: number | null;
  actors: string[];
  sources: string[];
}

/** Every incident that was known by a moment, for the map, the timeline and the filters. */
export interface SituationView {
  revision: string;
  known_by: string | null;
  first: string | null;
  last: string | null;
  incidents: IncidentRow[];
}

/** A stretch of quoted words; `marked` where they are the ones a claim rests on. */
export interface Words {
  text: string;
  marked: boolean;
}

/** What a person made of a claim: who, when, what and why; `was` is the machine's value that stays beside it. */
export interface Handling {
  id: string;
  verdict: string;
  judge: string;
  made: string | null;
  why: string;
  field: string | null;
  value: string | null;
  was: string | null;
}

/** A claim with its words, its speaker (innermost first, None: the report itself) and what persons made of it. `id` is its address, which `twosource explain` takes. `says` is what it claims in a few words. */
export interface ClaimView {
  id: string;
  layer: "actor" | "place" | "event" | "said" | "figure" | "time" | "weapon" | "control";
  report: string;
  number: number;
  outlet: string;
  day: string | null;
  start: number;
  says: string;
  words: Words[];
  speaker: string | null;
  stance: string;
  leaning: string | null;
  block: string;
  origin: number;
  handled: Handling[];
}

/** One value of a field that differs, with all who give it. */
export interface ValueView {
  value: string;
  claims: ClaimView[];
}

/** A field on which accounts differ, the kind of difference, and the values side by side. */
export interface DifferenceView {
  field: string;
  kind: "conflict" | "later" | "scope" | "period" | "rounding" | "wording" | "stance";
  means: string;
  why: string;
  values: ValueView[];
}

/** Figures that count one thing. `low` and `high` are the bounds of what no later count of the same voice succeeds. */
export interface FigureRow {
  id: string;
  kind: "killed" | "injured" | "displaced" | "detained" | "abducted" | "missing" | "trapped" | "population" | "fighters" | "materiel" | "damaged" | "other";
  what: string;
  place: string | null;
  incident: string | null;
  first: string | null;
  last: string | null;
  low: number | null;
  high: number | null;
  relation: "single" | "agree" | "compatible" | "differ";
  difference: "conflict" | "later" | "scope" | "period" | "rounding" | "wording" | "stance" | null;
  why: string;
  background: boolean;
  claims: number;
  sources: number;
}

/** One claim of a number; `succeeded` where the same voice has given a newer one. */
export interface Count {
  claim: ClaimView;
  low: number | null;
  high: number | null;
  approx: boolean;
  day: string | null;
  voice: string;
  succeeded: boolean;
}

/** A group of figures with every claim, as a dated series. */
export interface FigureView {
  row: FigureRow;
  counts: Count[];
}

/** A fact that only one side's sources tell, and the sides that tell of the incident without it. */
export interface OmissionView {
  incident: string;
  title: string;
  field: string;
  value: string;
  told_by: string;
  left_out_by: string[];
}

/** One line of why two claims were judged so, with its weight in bits. */
export interface EvidenceLine {
  sentence: string;
  weight: number;
}

/** A decision that two claims tell of one thing or of two: who made it, with what weight, on what evidence. */
export interface JudgementView {
  id: string;
  left: string;
  right: string;
  left_words: string;
  right_words: string;
  verdict: "same" | "different" | "undecided";
  weight: number;
  judge: string;
  is_persons: boolean;
  why: string;
  made: string | null;
  evidence: EvidenceLine[];
}

/** Where something is taken to have been: position, precision, and why this place of several of the name. */
export interface PlaceView {
  id: string;
  name: string;
  names: string[];
  country: string | null;
  within: string | null;
  lat: number | null;
  lon: number | null;
  precision: "exact" | "town" | "district" | "province" | "country" | "vague";
  notes: string[];
}

/** A report that was issued anew, and the facts that changed between the two texts. */
export interface Revision {
  before: ReportRow;
  after: ReportRow;
  changes: string[];
}

/** The dossier of an incident: every claim, every difference, why it stands as it does, and what persons made of it. */
export interface IncidentView {
  row: IncidentRow;
  when: string;
  standing: Standing;
  place: PlaceView | null;
  claims: ClaimView[];
  differences: DifferenceView[];
  omissions: OmissionView[];
  figures: FigureView[];
  part_of: IncidentRow | null;
  parts: IncidentRow[];
  judgements: JudgementView[];
  perhaps: JudgementView[];
  revisions: Revision[];
  reports: ReportRow[];
}

/** Characters of a report that stand under the same marks; `residue` are left-overs of markup, which are not shown. */
export interface Segment {
  text: string;
  marks: string[];
  residue: boolean;
}

/** A stretch of a report with one role on the page, cut where a mark begins or ends. */
export interface Paragraph {
  kind: string;
  segments: Segment[];
}

/** What some words of a report were read as; `claim` is its address where it is a record of the reading. */
export interface Mark {
  id: string;
  layer: "actor" | "place" | "event" | "said" | "figure" | "time" | "weapon" | "control";
  says: string;
  claim: string | null;
}

/** A report to read: its text in segments, so that no browser counts characters, and the marks on it. */
export interface ReaderView {
  row: ReportRow;
  url: string | null;
  reader: string;
  notes: string[];
  changes: string[];
  paragraphs: Paragraph[];
  marks: Mark[];
}

/** A cell of a record of a reading: what it is called, what the machine read, and the words to choose from; none: any. */
export interface Field {
  name: string;
  value: string;
  can_be: string[];
}

/** A claim with all its fields, the finding that it is part of, and what other reports say at that point. */
export interface CellView {
  claim: ClaimView;
  fields: Field[];
  finding: string | null;
  finding_title: string | null;
  finding_page: "incidents" | "figures" | "places" | null;
  others: ClaimView[];
}

/** One thing that several reports tell: each one's claims in the order of the reports, and how they differ. */
export interface AlignedView {
  id: string;
  part: "incident" | "figure" | "control";
  title: string;
  word: "same" | "differing" | "only";
  why: string;
  background: boolean;
  told: ClaimView[][];
  differences: DifferenceView[];
}

/** Reports side by side, aligned claim by claim. */
export interface ComparisonView {
  reports: ReportRow[];
  rows: AlignedView[];
}

/** How often something is counted. */
export interface Tally {
  word: string;
  count: number;
}

/** Somebody who is quoted: what reports say of them, how often with which stance, and about whom. */
export interface SourceRow {
  name: string;
  kinds: string[];
  leanings: string[];
  claims: number;
  stances: Tally[];
  about: Tally[];
  reports: number[];
}

/** Who says what about whom, and what only one side's sources tell. */
export interface SourcesView {
  sources: SourceRow[];
  outlets: SourceRow[];
  omissions: OmissionView[];
}

/** What one claimant last said of a place. */
export interface TenureView {
  claimant: string;
  holder: string | null;
  status: string;
  since: string | null;
  claims: ClaimView[];
}

/** Who holds a place over a stretch of time, all claimants weighed. */
export interface HoldingView {
  id: string;
  word: "held" | "contested" | "unknown";
  holders: string[];
  besieged_by: string[];
  entered_by: string[];
  first: string | null;
  last: string | null;
  as_of: string | null;
  standing: Standing;
  why: string;
  tenures: TenureView[];
}

/** A manned point (a checkpoint, a crossing, a base) in one condition. */
export interface PostView {
  id: string;
  name: string;
  kind: string;
  status: string;
  actor: string | null;
  first: string | null;
  last: string | null;
  claims: ClaimView[];
}

/** A place: who held it when, as each claimant tells it, and what happened there. `weaker` is who holds the district or province in which it lies, where nobody says who holds the place itself. */
export interface PlaceDossier {
  place: PlaceView;
  holdings: HoldingView[];
  weaker: HoldingView | null;
  weaker_area: string | null;
  posts: PostView[];
  incidents: IncidentRow[];
  figures: FigureRow[];
}

/** Something for a person to look at: why, how much it matters, and its claims with the fields that can be corrected. */
export interface ReviewCell {
  id: string;
  title: string;
  page: "incidents" | "figures";
  asks: string[];
  weight: number;
  claims: CellView[];
  more: number;
  perhaps: JudgementView[];
}

/** A word that a person has said to be another name for something, and what else it would join. */
export interface AliasView {
  id: string;
  word: string;
  means: string;
  would_join: ClaimView[];
  against: string[];
}

/** The queue of a reviewer, the weightiest first, and the aliases that decisions have taught. */
export interface ReviewView {
  left: number;
  cells: ReviewCell[];
  aliases: AliasView[];
}

/** Reports that are being read: how far it is, what has been read and what could not be. */
export interface Work {
  id: string;
  state: "waiting" | "reading" | "deriving" | "done" | "failed";
  done: number;
  total: number;
  reports: string[];
  unread: Unread[];
  failure: string;
}

/** A form in which the record can be taken away. */
export interface ExportRow {
  name: string;
  suffix: string;
  media_type: string;
  says: string;
}
