// Accounts and groups of the operating system: those that this machine has, and those of a test's own.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Account {
  name: string;
  uid: number;
  gid: number;
  info: string;
}

export interface Group {
  name: string;
  gid: number;
  users: string[];
}

/** What an operating system enumerates. */
export interface System {
  accounts: Account[];
  groups: Group[];
}

/** The accounts of this machine, in its order. */
export function ownAccounts(): Account[] {
  return lines("/etc/passwd").map((line) => {
    const [name, , uid, gid, info] = line.split(":");
    return { name: name!, uid: Number(uid), gid: Number(gid), info: info! };
  });
}

/** The groups of this machine, in its order. */
export function ownGroups(): Group[] {
  return lines("/etc/group").map((line) => {
    const [name, , gid, users] = line.split(":");
    return { name: name!, gid: Number(gid), users: users!.split(",").filter((user) => user !== "") };
  });
}

/**
 * Writes accounts and groups into a folder, and gives the variables with which a server started enumerates them in place of
 * the machine's. The library that answers in place of the C library is built by the compiler that links the server.
 */
export function answersFrom(folder: string, { accounts, groups }: System): Record<string, string> {
  const passwd = accounts.map(({ name, uid, gid, info }) => `${name}:x:${uid}:${gid}:${info}:/:/bin/false\n`);
  const group = groups.map(({ name, gid, users }) => `${name}:x:${gid}:${users.join(",")}\n`);
  const file = (name: string): string => join(folder, name);
  writeFileSync(file("passwd"), passwd.join(""));
  writeFileSync(file("group"), group.join(""));
  const source = fileURLToPath(new URL("accounts.c", import.meta.url));
  execFileSync(process.env.CC ?? "cc", ["-shared", "-fPIC", "-O1", "-o", file("accounts.so"), source]);
  return { LD_PRELOAD: file("accounts.so"), NODEUM_TEST_PASSWD: file("passwd"), NODEUM_TEST_GROUP: file("group") };
}

function lines(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !/^[#+-]/.test(line));
}
