// A list of any length of which only the rows in sight are drawn, so that ten thousand scroll like ten.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const MARGIN = 8; // rows drawn beyond each edge, so that a quick scroll shows no gap

interface Rolling<T> {
  rows: T[];
  height: number;
  label: string;
  keyOf: (row: T) => string;
  draw: (row: T) => ComponentChildren;
}

export function Rolling<T>({ rows, height, label, keyOf, draw }: Rolling<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const first = Math.max(0, Math.floor(sight.top / height) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((sight.top + sight.height) / height) + MARGIN);
  const spacer = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (spacer.current) spacer.current.style.height = `${rows.length * height}px`;
    if (stage.current) stage.current.style.transform = `translateY(${first * height}px)`;
  });
  return (
    <div class="rolling" ref={box} tabIndex={0} role="region" aria-label={label}>
      <div class="rolling-space" ref={spacer}>
        <ul class="rolling-stage" ref={stage}>
          {rows.slice(first, last).map((row) => (
            <li key={keyOf(row)} style={{ height: `${height}px` }}>
              {draw(row)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
