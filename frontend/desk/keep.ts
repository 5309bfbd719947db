/**
 * Keeps a sheet's unsent words in the browser's database, and finds those of sheets that were closed.
 *
 * What is kept is sealed with a key that the house gives to this account for this piece alone, under a
 * name that tells neither: without signing in, the database of a shared computer says nothing. A sheet
 * holds a lock as long as its tab lives, so that no other takes its words for left behind. Browsers
 * give keys and locks to safe addresses only; on others nothing is kept.
 */
import { FORGOTTEN, finished, openUnsent, UNSENT } from "../house/unsent";

/** Days after which what nobody came back for is thrown away. */
const DAYS = 30;

export interface KeepConfig {
  /** Of this account and this piece, for the house alone to tell. */
  readonly name: string;
  /** 32 bytes in base64. */
  readonly key: string;
}

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly at: number;
}

/** What a sheet that was closed has left. */
export interface Left<T> {
  readonly id: string;
  readonly value: T;
}

export class Keep<T> {
  private forgotten = false;

  private constructor(
    private readonly database: IDBDatabase,
    private readonly key: CryptoKey,
    private readonly name: string,
    private readonly sheet: string,
  ) {
    const forget = () => {
      this.forgotten = true;
    };
    document.addEventListener(FORGOTTEN, forget);
    new BroadcastChannel(FORGOTTEN).onmessage = forget;
  }

  /** Null where the browser lets nothing be kept. */
  static async open<T>(config: KeepConfig, sheet: string): Promise<Keep<T> | null> {
    if (!window.isSecureContext || !navigator.locks) return null;
    try {
      const bytes = Uint8Array.from(atob(config.key), (sign) => sign.charCodeAt(0));
      const usages: KeyUsage[] = ["encrypt", "decrypt"];
      const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, usages);
      const keep = new Keep<T>(await openUnsent(), key, config.name, sheet);
      await hold(keep.idOf(sheet));
      return keep;
    } catch {
      return null;
    }
  }

  private idOf(sheet: string): string {
    return `${this.name}/${sheet}`;
  }

  /** Keeps a value for this sheet instead of the one before; null keeps none. `settled` are let go. */
  async write(value: T | null, settled: readonly string[] = []): Promise<void> {
    const sealed = value === null ? null : await this.seal(value);
    if (this.forgotten) return;
    const transaction = this.database.transaction(UNSENT, "readwrite");
    const store = transaction.objectStore(UNSENT);
    if (sealed) store.put(sealed, this.idOf(this.sheet));
    else store.delete(this.idOf(this.sheet));
    for (const id of settled) store.delete(id);
    await finished(transaction);
  }

  /** What closed sheets of this account on this piece have left; from now on it is this sheet's. */
  async left(): Promise<Left<T>[]> {
    const store = this.database.transaction(UNSENT, "readonly").objectStore(UNSENT);
    const [ids, all] = await Promise.all([
      asked(store.getAllKeys()),
      asked(store.getAll()) as Promise<Sealed[]>,
    ]);
    const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
    const found: Left<T>[] = [];
    for (const [index, key] of ids.entries()) {
      const [id, kept] = [String(key), all[index]];
      if (kept && kept.at < oldest) await this.drop(id);
      else if (kept && id.startsWith(`${this.name}/`) && (await hold(id))) {
        const value = await this.unseal(kept);
        if (value !== null) found.push({ id, value });
      }
    }
    return found;
  }

  private async drop(id: string): Promise<void> {
    const transaction = this.database.transaction(UNSENT, "readwrite");
    transaction.objectStore(UNSENT).delete(id);
    await finished(transaction);
  }

  private async seal(value: T): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return {
      iv,
      sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, text),
      at: Date.now(),
    };
  }

  private async unseal({ iv, sealed }: Sealed): Promise<T | null> {
    try {
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.key, sealed);
      return JSON.parse(new TextDecoder().decode(text)) as T;
    } catch {
      // Sealed by a house with another secret, which nobody can open any more.
      return null;
    }
  }
}

/** Takes a lock for as long as this page lives; false if another page has it. */
function hold(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
