/**
 * Writes the outlines of the land for the map of reports, src/writingviews/site/outline.json, out of
 * the package world-atlas (Natural Earth, 1:50m). Coasts alone: the map draws no border and takes no
 * side. Coordinates are whole twentieths of a degree, each ring's first point and then the steps
 * from point to point.
 *
 *     node frontend/site/export-outline.mjs [world-atlas/land-50m.json]
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const source = process.argv[2] ?? path.join(root, "node_modules/world-atlas/land-50m.json");
const target = path.join(root, "src/writingviews/site/outline.json");
const PER_DEGREE = 20;
/** How far, in twentieths, a point may stand from the line that takes its place. */
const TOLERANCE = 1.6;

const topology = JSON.parse(await readFile(source, "utf8"));
const {
  scale: [sx, sy],
  translate: [tx, ty],
} = topology.transform;
const arcs = topology.arcs.map((arc) => {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [(x * sx + tx) * PER_DEGREE, (y * sy + ty) * PER_DEGREE];
  });
});

/** The points of an arc; a negative number means the arc of ~number, from its end. */
const along = (index) => (index < 0 ? arcs[~index].toReversed() : arcs[index]);

function distance([x, y], [ax, ay], [bx, by]) {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
}

/** Douglas and Peucker's line of fewer points. */
function simplified(points) {
  const kept = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  while (open.length > 0) {
    const [first, last] = open.pop();
    let far = 0;
    let most = TOLERANCE;
    for (let place = first + 1; place < last; place += 1) {
      const off = distance(points[place], points[first], points[last]);
      if (off > most) [far, most] = [place, off];
    }
    if (far > 0) {
      kept.add(far);
      open.push([first, far], [far, last]);
    }
  }
  return points.filter((_, place) => kept.has(place));
}

function stepped(ring) {
  const points = simplified(ring.flatMap((index, nth) => along(index).slice(nth > 0 ? 1 : 0)));
  const steps = [];
  let [x, y] = [0, 0];
  for (const [px, py] of points.map((point) => point.map(Math.round))) {
    if (steps.length > 0 && px === x && py === y) continue;
    steps.push(px - x, py - y);
    [x, y] = [px, py];
  }
  return steps;
}

const polygons = topology.objects.land.geometries.flatMap(({ type, arcs: parts }) =>
  type === "Polygon" ? [parts] : parts,
);
const rings = polygons
  .flat()
  .map(stepped)
  .filter((steps) => steps.length >= 8);
const about = "Written by frontend/site/export-outline.mjs from world-atlas 2.0.2. Do not edit.";
await writeFile(target, `${JSON.stringify({ about, perDegree: PER_DEGREE, rings })}\n`);
