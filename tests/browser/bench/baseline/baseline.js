// The list of users as one would write it by hand, without a framework: what `cargo xtask bench ui` measures the console against.
// It asks the same server the same questions, and shows the same 25 rows in the same order with the same match marked.

const PAGE_SIZE = 25;
/** The page size that every server takes: with it, all users are loaded from a server that neither filters nor sorts. */
const LOAD_SIZE = 100;

const session = Object.keys(sessionStorage).find((name) => name.startsWith("nodeum-admin.session "));
const token = JSON.parse(sessionStorage[session]).value;
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const digits = new Intl.NumberFormat("en");

const COLUMNS = [
  ["username", "Username", (user) => marked(user.username)],
  ["email", "Email", (user) => marked(user.email ?? "–")],
  ["is_admin", "Role", (user) => [user.is_admin ? "Administrator" : "User"]],
  ["user_id", "uid", (user) => [String(user.user_id)]],
  ["group_id", "gid", (user) => [String(user.group_id)]],
  ["source_type", "Source", (user) => [user.source_type ?? ""]],
  ["expired_at", "Expires", (user) => [user.expired_at ? date.format(new Date(user.expired_at)) : "Never"]],
  ["created_at", "Created", (user) => [date.format(new Date(user.created_at))]],
];

const input = document.querySelector("input");
const head = document.querySelector("thead tr");
const body = document.querySelector("tbody");
const status = document.querySelector("[role=status]");
const steps = document.querySelectorAll("[data-step]");

/** What is shown; the address holds it as well. */
const state = { search: "", sort: "", descending: false, page: 1 };

/** All users, if the server neither filters nor sorts. */
let everybody;
/** Aborts the request whose answer is no longer wanted. */
let request = new AbortController();

async function list(parameters, signal) {
  const response = await fetch(`/api/v2/users?${new URLSearchParams(parameters)}`, {
    headers: { Accept: "application/json", Authorization: `Bearer ${token}` },
    signal,
  });
  if (!response.ok) {
    throw new Error(`the server answers ${response.status}`);
  }
  return response.json();
}

/** All users that are here, in the order of the list, each with the text that a search looks at. */
class Everybody {
  rows = [];
  ordered = [];
  ids = new Set();

  add(users) {
    for (const user of users) {
      if (!this.ids.has(user.id)) {
        this.ids.add(user.id);
        this.rows.push({ user, text: `${user.username}\n${user.email ?? ""}`.toLowerCase() });
      }
    }
    this.order();
  }

  /** Sorts once for an order, so that a key that is pressed in the search has nothing to sort. */
  order() {
    const { sort, descending } = state;
    if (sort === "") {
      this.ordered = this.rows;
      return;
    }
    const keyed = this.rows.map((row) => ({ row, key: keyOf(row.user[sort]) }));
    const direction = descending ? -1 : 1;
    keyed.sort((a, b) => {
      if (a.key === b.key) {
        return a.row.user.id - b.row.user.id;
      }
      if (a.key === null || b.key === null) {
        return a.key === null ? 1 : -1;
      }
      return a.key < b.key ? -direction : direction;
    });
    this.ordered = keyed.map(({ row }) => row);
  }

  page() {
    const wanted = state.search.trim().toLowerCase();
    const number = /^\d+$/.test(wanted) ? Number(wanted) : undefined;
    const found =
      wanted === ""
        ? this.ordered
        : this.ordered.filter(
            ({ text, user }) => text.includes(wanted) || (number !== undefined && (user.id === number || user.user_id === number)),
          );
    const start = (state.page - 1) * PAGE_SIZE;
    return { count: found.length, users: found.slice(start, start + PAGE_SIZE).map(({ user }) => user) };
  }
}

function keyOf(value) {
  return typeof value === "string" ? value.toLowerCase() : (value ?? null);
}

/** Shows what the state asks for: at once if all users are here, and when the server has answered if not. */
async function show() {
  const { search, sort, descending, page } = state;
  const query = new URLSearchParams({ ...(search && { q: search }), ...(sort && { sort: (descending ? "-" : "") + sort }) });
  history.replaceState(null, "", `?${query}`);
  if (everybody) {
    draw(everybody.page());
    return;
  }
  request.abort();
  request = new AbortController();
  const parameters = {
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    ...(sort && { sort_by: `${sort}:${descending ? "desc" : "asc"}` }),
    ...(search.trim() && { search: search.trim() }),
  };
  try {
    draw(await list(parameters, request.signal));
  } catch (error) {
    if (error.name !== "AbortError") {
      status.textContent = error.message;
    }
  }
}

function draw({ count, users }) {
  body.replaceChildren(...users.map(row));
  const first = (state.page - 1) * PAGE_SIZE + 1;
  const range = users.length === 0 ? "None" : `${digits.format(first)}–${digits.format(first + users.length - 1)}`;
  status.textContent = `${range} of ${digits.format(count)}`;
  steps[0].disabled = state.page === 1;
  steps[1].disabled = state.page * PAGE_SIZE >= count;
}

function row(user) {
  const cells = COLUMNS.map(([, , content], index) => {
    const cell = document.createElement(index === 0 ? "th" : "td");
    if (index === 0) {
      cell.scope = "row";
      const link = document.createElement("a");
      link.href = `/users/${user.id}`;
      link.append(...content(user));
      cell.append(link);
    } else {
      cell.append(...content(user));
    }
    return cell;
  });
  const tr = document.createElement("tr");
  tr.append(...cells);
  return tr;
}

/** A text with what is searched for marked. */
function marked(text) {
  const wanted = state.search.trim();
  const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) {
    return [text];
  }
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, at + wanted.length);
  return [text.slice(0, at), mark, text.slice(at + wanted.length)];
}

for (const [id, label] of COLUMNS) {
  const cell = document.createElement("th");
  cell.scope = "col";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => {
    Object.assign(state, { sort: id, descending: state.sort === id && !state.descending, page: 1 });
    for (const other of head.children) {
      other.removeAttribute("aria-sort");
    }
    cell.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
    everybody?.order();
    show();
  });
  cell.append(button);
  head.append(cell);
}

input.addEventListener("input", () => {
  Object.assign(state, { search: input.value, page: 1 });
  show();
});

for (const step of steps) {
  step.addEventListener("click", () => {
    state.page += Number(step.dataset.step);
    show();
  });
}

const [first, nobody] = await Promise.all([list({ limit: PAGE_SIZE, offset: 0 }), list({ limit: 1, id: 0 })]);
if (nobody.users.length === 0) {
  draw(first);
} else {
  // As the console does: the list is drawn anew whenever a tenth more has come.
  const loaded = new Everybody();
  everybody = loaded;
  let pending = [];
  for (let offset = 0; ; offset += LOAD_SIZE) {
    const { users } = await list({ limit: LOAD_SIZE, offset });
    pending.push(...users);
    const isLast = users.length < LOAD_SIZE;
    if (isLast || pending.length * 10 >= loaded.rows.length) {
      loaded.add(pending);
      pending = [];
      draw(loaded.page());
    }
    if (isLast) {
      break;
    }
  }
}
