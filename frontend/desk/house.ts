/** Acts over HTTP: sent to the house, and what comes of one that it does not take. */

/** The house cannot be reached or is busy: the same act may be sent again. */
export class TryLater extends Error {}

/** The house does not take this act; the message is for the person. */
export class Refused extends Error {}

const SIGNED_OUT = "You have been signed out. Sign in in another tab, then try again.";

/**
 * Asks the house, and returns what it answers.
 *
 * @throws TryLater, or Refused with a sentence
 */
export async function ask(
  address: string,
  csrf: string,
  act: Readonly<Record<string, unknown>> | null,
): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: act === null ? "GET" : "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      redirect: "manual",
      ...(act === null ? {} : { body: JSON.stringify(act) }),
    });
  } catch {
    throw new TryLater();
  }
  if (answer.ok) {
    return answer.json().catch(() => {
      // Cut off on its way. Acts bear ids, so that one may be sent twice.
      throw new TryLater();
    });
  }
  if (answer.status === 429 || answer.status >= 500) throw new TryLater();
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new Refused(SIGNED_OUT);
  if (answer.status === 404) throw new Refused("This piece is no longer open to you.");
  const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
  throw new Refused(error ?? "The house could not take this.");
}

/** Why, in a sentence. */
export function reason(fault: unknown): string {
  return fault instanceof Refused ? fault.message : "The house could not be reached.";
}
