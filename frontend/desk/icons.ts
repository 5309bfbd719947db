/** The tools' signs, drawn in one line of one weight on a grid of 24. */

const LINES = {
  strong: "M7 5h6.2a3.4 3.4 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  emphasis: "M10 5h7M7 19h7M14 5l-4 14",
  strike:
    "M4 12h16M16.5 7.5C15.8 5.9 14.2 5 12 5c-2.6 0-4.5 1.3-4.5 3.4 0 .8.3 1.5.9 2M7.5 16.5c.7 1.6 2.4 2.5 4.6 2.5 2.7 0 4.5-1.3 4.5-3.4 0-.5-.1-1-.3-1.3",
  raised: "M4 8l8 10M12 8 4 18M15.8 5.6a2.1 2.1 0 1 1 3.6 1.5L15.8 11h4.2",
  lowered: "M4 5l8 10M12 5 4 15M15.8 14.6a2.1 2.1 0 1 1 3.6 1.5L15.8 20h4.2",
  inwards: "M4 5.5h16M11 10h9M11 14h9M4 18.5h16M4 9.5l3 2.5-3 2.5",
  outwards: "M4 5.5h16M11 10h9M11 14h9M4 18.5h16M7.5 9.5l-3 2.5 3 2.5",
  link: "M10 13.6a4 4 0 0 0 6 .4l2.6-2.6a4 4 0 0 0-5.7-5.7L11.6 7M14 10.4a4 4 0 0 0-6-.4l-2.6 2.6a4 4 0 0 0 5.7 5.7l1.3-1.3",
  heading2: "M4 6v12M12 6v12M4 12h8M16 11.2a2.2 2.2 0 1 1 3.9 1.4L16 18h4.4",
  heading3: "M4 6v12M12 6v12M4 12h8M16.2 9.4h4l-2.5 3.2a2.7 2.7 0 1 1-1.9 4.6",
  heading4: "M4 6v12M12 6v12M4 12h8M19.4 18V9.6L15.6 15h5",
  paragraph: "M5 6.5h14M5 10.2h14M5 13.8h14M5 17.5h8",
  quotation: "M10 7c-3 .9-5 3-5 6.2V17h5v-4.6H5.2M20 7c-3 .9-5 3-5 6.2V17h5v-4.6h-4.8",
  pullQuote: "M4 5h16M4 19h16M6 9.7h12M8.5 14.3h7",
  bulletList: "M9.5 6.5H20M9.5 12H20M9.5 17.5H20M4.6 6.5h.01M4.6 12h.01M4.6 17.5h.01",
  orderedList:
    "M10 6.5h10M10 12h10M10 17.5h10M4 5.2 5.6 4v5M4 15.2c.2-1.6 2.8-1.5 2.7.2C6.7 16.8 4 18.2 4 19.5h2.9",
  verse: "M5 6h9M8.5 10h10.5M5 14h9M8.5 18h7",
  aside: "M4 5h16v14H4zM14.5 5v14M7 9.5h4.5M7 13h4.5",
  code: "M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5",
  picture: "M4 5h16v14H4zM4 16.2l5-5 4 4 2.5-2.5 4.5 4.5M15.5 9.3h.01",
  hidden: "M4 5h16v14H4zM8 9h8v6H8zM8 12h8M12 9v6",
  page: "M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9 12.5h7M9 16h5",
  footnote: "M4 8h9M8.5 8v10M17 5.6 19 4.3v6.2",
  sceneBreak: "M5 12h2.4M10.8 12h2.4M16.6 12H19",
  find: "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12M15 15l5 5",
  outline: "M4 5.5h12M8 10h12M8 14h12M4 18.5h12",
  help: "M9.2 9.2a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2.2M12 17.4h.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17",
  up: "M6 14.5l6-6 6 6",
  down: "M6 9.5l6 6 6-6",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  plus: "M12 5v14M5 12h14",
  direction: "M11 4v11M15 4v11M18.5 4H9.5a3.5 3.5 0 0 0 0 7H11M20 19.5H5M7.5 17 5 19.5 7.5 22",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  gallery: "M3 8h12v11H3zM3 16l3.5-3.5L10 16l1.5-1.5L15 18M6 8V5h15v11h-6",
  embed: "M4 5h16v14H4zM4 9h16M9 15.5l1.6-1.6a1.8 1.8 0 0 1 2.5 2.5M14.5 12.4l.8-.8",
  citation: "M5 5.5C8 5 10 5.4 12 7c2-1.6 4-2 7-1.5V18c-3-.5-5-.1-7 1.5-2-1.6-4-2-7-1.5zM12 7v12.5",
  sources: "M5 5v14M9 5v14M13 5l5 13.6M7 5v14",
  language:
    "M4 6h9M8.5 4v2M11 6c-.6 3.4-3 6.300-6.500 8M6 8.500c1 2.400 2.900 4.200 5.500 5.200M12.500 20l3.800-9 3.700 9M13.700 17h5.200",
  note: "M5 5h14v11h-7l-4 4v-4H5zM12 8v5M9.5 10.5h5",
  notes: "M5 5h14v11h-7l-4 4v-4H5zM8.5 9h7M8.5 12h4.5",
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4",
} as const;

export type Sign = keyof typeof LINES;

export function icon(sign: Sign): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", LINES[sign]);
  svg.append(path);
  return svg;
}
