/** What the signed-in pages need of a script; each of them works without. */
export {};
