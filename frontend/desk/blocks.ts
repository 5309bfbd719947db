/**
 * The blocks a text is made of: what each is called, and the command that makes it.
 *
 * The one registry. The row of tools, the "+" of an empty line and the list under "/" show what
 * stands here: what is added here is in all of them. Marks and moves that have no tool of their own
 * stand at its end, since a mouse and a telephone have no keys for them. Where a block may stand is its
 * command's to say: without `dispatch` it is false where it may not, and it is not offered there.
 */
import { chainCommands, lift, setBlockType } from "@tiptap/pm/commands";
import { type Command, type EditorState, NodeSelection } from "@tiptap/pm/state";
import { openCitation } from "./citing";
import {
  around,
  insertFootnote,
  insertSceneBreak,
  isHead,
  isIn,
  moveInwards,
  moveOutwards,
  removeSelected,
  toggleAside,
  toggleBulletList,
  toggleCode,
  toggleCodeBlock,
  toggleHeading2,
  toggleHeading3,
  toggleHeading4,
  toggleOrderedList,
  togglePullQuote,
  toggleQuotation,
  toggleStrike,
  toggleSubscript,
  toggleSuperscript,
  toggleVerse,
} from "./commands";
import { askForEmbed } from "./embed";
import { gather } from "./gallery";
import type { Sign } from "./icons";
import { keyFor, spoken } from "./keys";
import { SIGNS } from "./markdown";
import { nodes } from "./schema";
import { writeSource } from "./sources";
import { insertTable } from "./tables";

export interface Block {
  /** For tests and other modules; stays whatever the label says. */
  readonly name: string;
  readonly sign: Sign;
  readonly label: string;
  /** One line on what it is for, read beside the label in the list. */
  readonly hint: string;
  /** What else people call it, in any language: the list is searched by these too. */
  readonly words: string;
  /** What is typed for it, as it is read; where not given, as the tables of signs and keys have it. */
  readonly keys?: string;
  /** Makes it, or turns the selected blocks into it (and back where it is on); false if not here. */
  readonly run: Command;
  /** For blocks that are on or off where the caret stands. */
  readonly isOn?: (state: EditorState) => boolean;
  /** For what is put into the sheet even while a footnote is being written. */
  readonly onSheet?: true;
  /** Which group of the row of tools it has a button in; none: it stands in the list alone. */
  readonly group?: "headings" | "runs" | "inserts";
}

/** Commands of blocks that need the page: a file, an address, a choice has to be asked for first. */
export interface BlockOpeners {
  readonly picture: Command;
  readonly hidden: Command;
  readonly word: Command;
}

/** Text again, whatever the block at the caret was. */
const toParagraph: Command = (state, dispatch, view) => {
  const { $from } = state.selection;
  if (state.selection instanceof NodeSelection || isHead($from.parent)) return false;
  if (around($from, nodes.verse)) return toggleVerse(state, dispatch, view);
  if (around($from, nodes.bulletList)) return toggleBulletList(state, dispatch, view);
  if (around($from, nodes.orderedList)) return toggleOrderedList(state, dispatch, view);
  if ($from.parent.type !== nodes.paragraph)
    return setBlockType(nodes.paragraph)(state, dispatch, view);
  return $from.depth > 1 && lift(state, dispatch, view);
};

/** Every block, in the order of the list: what is used most stands first. */
export function blocks(openers: BlockOpeners): readonly Block[] {
  return written(openers).map((block) => {
    const sign = SIGNS.find((one) => one.block === block.name);
    const keys = block.keys ?? sign?.typed ?? keyFor(block.run);
    return keys === "" ? block : { ...block, keys };
  });
}

function written(openers: BlockOpeners): readonly Block[] {
  return [
    {
      name: "paragraph",
      sign: "paragraph",
      label: "Text",
      hint: "A paragraph like the others",
      words: "paragraph plain normal body پاراگراف متن فقرة نص párrafo texto",
      run: toParagraph,
    },
    {
      name: "heading2",
      sign: "heading2",
      label: "Heading",
      hint: "Opens a part of the piece",
      words: "h2 title section subtitle تیتر عنوان título sección",
      run: toggleHeading2,
      isOn: (state) => isIn(state, nodes.heading, { level: 2 }),
      group: "headings",
    },
    {
      name: "heading3",
      sign: "heading3",
      label: "Smaller heading",
      hint: "Opens a part of a part",
      words: "h3 subheading subsection زیرتیتر عنوان subtítulo",
      run: toggleHeading3,
      isOn: (state) => isIn(state, nodes.heading, { level: 3 }),
      group: "headings",
    },
    {
      name: "heading4",
      sign: "heading4",
      label: "Smallest heading",
      hint: "For long reports",
      words: "h4 subheading subsection",
      run: toggleHeading4,
      isOn: (state) => isIn(state, nodes.heading, { level: 4 }),
    },
    {
      name: "quotation",
      sign: "quotation",
      label: "Quotation",
      hint: "What somebody said, with who, where and when",
      words: "quote blockquote speaker interview said نقل قول اقتباس cita",
      run: toggleQuotation,
      isOn: (state) => isIn(state, nodes.quotation),
      group: "runs",
    },
    {
      name: "bulletList",
      sign: "bulletList",
      label: "List",
      hint: "Points without an order",
      words: "bullets unordered ul points فهرست قائمة lista",
      run: toggleBulletList,
      isOn: (state) => isIn(state, nodes.bulletList),
      group: "runs",
    },
    {
      name: "orderedList",
      sign: "orderedList",
      label: "Numbered list",
      hint: "Points in their order",
      words: "ordered ol steps numbers فهرست شماره قائمة مرقمة lista numerada",
      run: toggleOrderedList,
      isOn: (state) => isIn(state, nodes.orderedList),
      group: "runs",
    },
    {
      name: "verse",
      sign: "verse",
      label: "Verse",
      hint: "Lines and their indents are kept",
      words: "poem poetry stanza lyrics lines شعر قصيدة poema verso",
      run: toggleVerse,
      isOn: (state) => isIn(state, nodes.verse),
      group: "runs",
    },
    {
      name: "picture",
      sign: "picture",
      label: "Picture",
      hint: "From this device; then what it shows and who made it",
      words: "image photo photograph upload illustration عکس تصویر صورة imagen foto",
      run: openers.picture,
      onSheet: true,
      group: "inserts",
    },
    {
      name: "hidden",
      sign: "hidden",
      label: "Picture with faces hidden",
      hint: "Cover faces and number plates before it leaves this device",
      words:
        "hide blur censor pixelate anonymous face plate mask safe محو چهره صورت إخفاء ocultar cara rostro",
      run: openers.hidden,
      onSheet: true,
    },
    {
      name: "gallery",
      sign: "gallery",
      label: "Gallery",
      hint: "Several pictures as one; or gathers those that stand together",
      words: "pictures images photos album series گالری عکس‌ها معرض صور galería fotos",
      run: chainCommands(gather, openers.picture),
      onSheet: true,
    },
    {
      name: "table",
      sign: "table",
      label: "Table",
      hint: "Rows and columns; Tab goes from cell to cell",
      words: "grid rows columns spreadsheet جدول tabla cuadro",
      run: insertTable,
      isOn: (state) => isIn(state, nodes.table),
      group: "inserts",
    },
    {
      name: "embed",
      sign: "embed",
      label: "Embed",
      hint: "A film, a recording or a page as a card that loads nothing by itself",
      words: "video youtube film audio podcast link card بند فیلم ویدئو فيديو vídeo incrustar",
      run: askForEmbed,
      onSheet: true,
    },
    {
      name: "citation",
      sign: "citation",
      label: "Citation",
      hint: "Names a source here and lists it at the end",
      words: "cite source reference doi bibliography ارجاع منبع استشهاد مصدر cita fuente",
      run: openCitation,
      group: "inserts",
    },
    {
      name: "source",
      sign: "sources",
      label: "Source",
      hint: "Adds to the list of what the piece rests on",
      words: "sources bibliography references list منابع فهرست مصادر fuentes bibliografía",
      run: writeSource,
      isOn: (state) => isIn(state, nodes.source),
      onSheet: true,
    },
    {
      name: "footnote",
      sign: "footnote",
      label: "Footnote",
      hint: "A number here, the words below",
      words: "note endnote reference پانویس پاورقی حاشية nota al pie",
      run: insertFootnote,
      group: "inserts",
    },
    {
      name: "pullQuote",
      sign: "pullQuote",
      label: "Pull quote",
      hint: "The sentence that should catch the eye",
      words: "highlight callout big برجسته مقتطف destacado",
      run: togglePullQuote,
      isOn: (state) => isIn(state, nodes.pullQuote),
    },
    {
      name: "aside",
      sign: "aside",
      label: "Aside",
      hint: "A box beside the run of the text",
      words: "box sidebar panel background callout کادر حاشیه إطار recuadro",
      run: toggleAside,
      isOn: (state) => isIn(state, nodes.aside),
    },
    {
      name: "sceneBreak",
      sign: "sceneBreak",
      label: "Scene break",
      hint: "A pause between two parts",
      words: "divider separator rule line hr asterism جداکننده فاصل separador",
      run: insertSceneBreak,
    },
    {
      name: "code",
      sign: "code",
      label: "Code",
      hint: "Taken as it is written, letter for letter",
      words: "program source pre monospace کد برنامه código",
      run: toggleCodeBlock,
      isOn: (state) => isIn(state, nodes.codeBlock),
    },
    {
      name: "inwards",
      sign: "inwards",
      label: "One step in",
      hint: "A list in a list; a line of verse set in",
      words: "indent nest sublist deeper تورفتگی sangrar",
      keys: "Tab",
      run: moveInwards,
    },
    {
      name: "outwards",
      sign: "outwards",
      label: "One step out",
      hint: "Back from a list in a list, or from an indent",
      words: "outdent unindent shallower",
      keys: spoken("Shift-Tab"),
      run: moveOutwards,
    },
    {
      name: "remove",
      sign: "close",
      label: "Remove it",
      hint: "The block that is selected; undo brings it back",
      words: "delete erase حذف eliminar",
      run: removeSelected,
    },
    {
      name: "strike",
      sign: "strike",
      label: "Struck through",
      hint: "Words that no longer hold, left to be read",
      words: "strikethrough crossed out deleted خط خورده tachado",
      run: toggleStrike,
    },
    {
      name: "superscript",
      sign: "raised",
      label: "Raised",
      hint: "Small and above the line: m²",
      words: "superscript exponent power بالانویس superíndice",
      run: toggleSuperscript,
    },
    {
      name: "subscript",
      sign: "lowered",
      label: "Lowered",
      hint: "Small and below the line: H₂O",
      words: "subscript index زیرنویس subíndice",
      run: toggleSubscript,
    },
    {
      name: "inlineCode",
      sign: "code",
      label: "Code in a line",
      hint: "A name or a command among the words",
      words: "inline monospace code کد código",
      run: toggleCode,
    },
    {
      name: "word",
      sign: "page",
      label: "From a Word file",
      hint: "Its text and pictures, without its comments and its author",
      words: "docx document import upload office ورد سند مستند documento",
      run: openers.word,
      onSheet: true,
    },
  ];
}
