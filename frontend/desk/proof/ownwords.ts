/** Words that this person calls right: kept in this browser, and nowhere else. */

const PLACE = "proof-words";
const MOST = 2000;

export function ownWords(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((word) => typeof word === "string") : [];
  } catch {
    return [];
  }
}

export function rememberWord(word: string): void {
  const words = [...new Set([...ownWords(), word])].slice(-MOST);
  localStorage.setItem(PLACE, JSON.stringify(words));
}
