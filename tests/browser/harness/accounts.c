/* Answers for the C library when a server enumerates the system's accounts, from files of a test's own: a machine's real
   accounts are not a test's to change. Loaded before the C library by LD_PRELOAD; see accounts.ts. */

#define _GNU_SOURCE
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>

static FILE *passwd, *group;

static void reopen(FILE **file, const char *variable) {
  const char *path = getenv(variable);
  if (*file) fclose(*file);
  *file = path ? fopen(path, "r") : NULL;
}

void setpwent(void) { reopen(&passwd, "NODEUM_TEST_PASSWD"); }
void endpwent(void) { if (passwd) fclose(passwd); passwd = NULL; }
struct passwd *getpwent(void) { return passwd ? fgetpwent(passwd) : NULL; }

void setgrent(void) { reopen(&group, "NODEUM_TEST_GROUP"); }
void endgrent(void) { if (group) fclose(group); group = NULL; }
struct group *getgrent(void) { return group ? fgetgrent(group) : NULL; }
