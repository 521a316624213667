// A chart drawn by Observable Plot. It is a picture: the same numbers always stand in a table or a list beside it.
import { useEffect, useRef, useState } from "preact/hooks";

interface Chart {
  label: string;
  draw: (width: number) => Promise<Element>;
  /** What the drawing depends on: it is drawn anew when this changes. */
  on: unknown[];
}

export function Chart({ label, draw, on }: Chart) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (!width) return;
    let isWanted = true;
    void draw(width).then((picture) => {
      picture.setAttribute("aria-hidden", "true");
      if (isWanted) box.current?.replaceChildren(picture);
    });
    return () => {
      isWanted = false;
    };
  }, [width, ...on]);
  return <div class="chart" ref={box} role="img" aria-label={label} />;
}
