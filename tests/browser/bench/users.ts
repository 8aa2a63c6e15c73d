// What a list of users has to show, worked out apart from the pages that are measured.

import type { Server } from "../harness/server.ts";
import type { Answer } from "./stopwatch.ts";

/** Rows on a page of the list. */
const pageSize = 25;

/** What is typed, one letter after the other: what many have and what few have, a name, an email, and an id. */
const words = ["costa", "kim", "linh.n", "@uni", "1042"];

/** The columns by which the list is sorted, one way and the other: by the name in its head, and by that of the API. */
const columns = [
  ["Username", "username"],
  ["Email", "email"],
  ["uid", "user_id"],
  ["Created", "created_at"],
] as const;

/** Everything that is done to a list, each with the answer to it. */
export interface Tasks {
  /** The number of users in all. */
  total: number;
  /** Letters to type, word by word, from an empty search. */
  words: { letter: string; answer: Answer }[][];
  /** Heads to press, one after the other. */
  sorts: { head: string; answer: Answer }[];
}

interface User {
  id: number;
  user_id: number;
  username: string;
  email: string | null;
  created_at: string;
}

/** Asks the server for the answers, or sorts and filters here what it lists, if it does neither. */
export async function prepare(server: Server, filters: boolean): Promise<Tasks> {
  const token = await server.token();
  const list = async (parameters: Record<string, string | number>): Promise<{ count: number; users: User[] }> => {
    const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    return (await server.api("GET", `/users?${query}`, undefined, token)).body;
  };
  const all: User[] = [];
  const { count: total } = await list({ limit: 0 });
  while (!filters && all.length < total) {
    all.push(...(await list({ limit: 10_000, offset: all.length })).users);
  }
  const first = (count: number, users: User[]): Answer => ({
    total: count,
    names: users.slice(0, pageSize).map(({ username }) => username),
  });
  const found = async (text: string): Promise<Answer> => {
    if (filters) {
      const { count, users } = await list({ search: text, limit: pageSize });
      return first(count, users);
    }
    const matching = all.filter(
      (user) =>
        `${user.username}\n${user.email ?? ""}`.toLowerCase().includes(text) ||
        (/^\d+$/.test(text) && (user.id === Number(text) || user.user_id === Number(text))),
    );
    return first(matching.length, matching);
  };
  const sorted = async (attribute: (typeof columns)[number][1], descending: boolean): Promise<Answer> => {
    if (filters) {
      const { count, users } = await list({ sort_by: `${attribute}:${descending ? "desc" : "asc"}`, limit: pageSize });
      return first(count, users);
    }
    const key = (user: User): string | number | null => {
      const value = user[attribute];
      return typeof value === "string" ? value.toLowerCase() : value;
    };
    const compare = (a: User, b: User): number => {
      const [one, other] = [key(a), key(b)];
      if (one === other) {
        return a.id - b.id;
      }
      if (one === null || other === null) {
        return one === null ? 1 : -1;
      }
      return one < other !== descending ? -1 : 1;
    };
    return first(all.length, [...all].sort(compare));
  };

  const tasks: Tasks = { total, words: [], sorts: [] };
  for (const word of words) {
    const letters = [];
    let before = -1;
    for (let length = 1; length <= word.length; length += 1) {
      const answer = await found(word.slice(0, length));
      // A letter that changes nothing has no answer to wait for, and nobody found is another page.
      if (answer.total === before || answer.total === 0) {
        break;
      }
      before = answer.total;
      letters.push({ letter: word.charAt(length - 1), answer });
    }
    tasks.words.push(letters);
  }
  for (const [head, attribute] of columns) {
    for (const descending of [false, true]) {
      tasks.sorts.push({ head, answer: await sorted(attribute, descending) });
    }
  }
  return tasks;
}
