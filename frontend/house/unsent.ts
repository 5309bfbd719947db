/**
 * The browser's own database of what the house has not got yet.
 *
 * The sheet writes into it (`frontend/desk/keep.ts`); it is emptied when somebody signs out, for the
 * next person at a shared computer must find nothing.
 */

const DATABASE = "writing-views";
export const UNSENT = "unsent";
/** Told in this page and in every other of the house. */
export const FORGOTTEN = "unsent-forgotten";
/** Signing out does not wait longer than this, in milliseconds. */
const PATIENCE = 1500;

export function openUnsent(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(UNSENT);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** Waits until what was asked for in a transaction is in the database. */
export function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function forgetUnsent(): Promise<void> {
  // Open sheets write no more.
  document.dispatchEvent(new Event(FORGOTTEN));
  new BroadcastChannel(FORGOTTEN).postMessage(null);
  const database = await openUnsent();
  const transaction = database.transaction(UNSENT, "readwrite");
  transaction.objectStore(UNSENT).clear();
  await finished(transaction);
  database.close();
}

/** Empties the database before each sign-out is sent. */
export function forgetOnSignOut(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action*="/logout/"]')) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
      // Signed out in any case: a browser that lets nothing be kept has nothing to forget.
      Promise.race([forgetUnsent().catch(() => {}), patience]).then(() => form.submit());
    });
  }
}
