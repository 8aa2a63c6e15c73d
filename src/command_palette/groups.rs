//! In which order what is found is shown.

use super::item::{PaletteItem, Target};
use super::kind::ItemKind;
use super::words::Words;
use crate::paths;
use ui::IconName;
use ui::table::group_digits;

/// How many items of one kind are shown; a link leads to the others.
pub const MOST: usize = 8;

/// The records of a kind that are here, and what is known of the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// Those that are here, whether they match or not.
    pub items: Vec<PaletteItem>,
    /// How many more match on the server.
    pub more: u64,
    /// How many were looked through, if there are others.
    pub only_first: Option<usize>,
}

/// Items under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultGroup {
    /// The heading.
    pub heading: &'static str,
    /// The items, the best first.
    pub items: Vec<PaletteItem>,
    /// How many there are with those that aren't shown, as far as that is known.
    pub total: u64,
    /// A link to the others, if not all are here.
    pub others: Option<PaletteItem>,
}

/// What matches, in groups. Those come first of which something begins with what is typed, or has a word that does; among
/// them those that fit the page with that first segment, then pages and actions, then the rest.
pub fn groups(
    typed: &str,
    segment: &str,
    commands: &[PaletteItem],
    records: &[(ItemKind, Records)],
) -> Vec<ResultGroup> {
    let words = Words::new(typed);
    let of_commands = |heading, wanted: &dyn Fn(&PaletteItem) -> bool| {
        let items = matching(&words, commands.iter().filter(|item| wanted(item)));
        ResultGroup {
            heading,
            total: items.len() as u64,
            items,
            others: None,
        }
    };
    let fits =
        |item: &PaletteItem| item.kind == ItemKind::Action && item.segment == segment && !segment.is_empty();
    let of_records = |fitting: bool| {
        let kinds = ItemKind::RECORDS.into_iter();
        let kinds = kinds.filter(move |kind| (kind.segment() == segment) == fitting);
        let found = kinds.filter_map(|kind| records.iter().find(|(own, _)| *own == kind));
        found.map(|(kind, records)| group_of(*kind, records, typed, &words))
    };
    let mut groups: Vec<ResultGroup> = if words.is_empty() {
        Vec::new()
    } else {
        of_records(true).collect()
    };
    groups.push(of_commands("On this page", &fits));
    groups.push(of_commands("Pages", &|item| item.kind == ItemKind::Page));
    groups.push(of_commands("Actions", &|item| {
        item.kind == ItemKind::Action && !fits(item)
    }));
    if !words.is_empty() {
        groups.extend(of_records(false));
    }
    groups.retain(|group| !group.items.is_empty() || group.others.is_some());
    if !words.is_empty() {
        // Whatever begins with what is typed stands before what merely contains it. A link to a longer list isn't what Enter should
        // lead to when something matches.
        groups.sort_by_key(|group| group.items.first().map_or(u8::MAX, |best| quality(best, &words)));
    }
    groups
}

fn group_of(kind: ItemKind, records: &Records, typed: &str, words: &Words) -> ResultGroup {
    let mut items = matching(words, records.items.iter());
    // Two accounts of one name have one page: the arrows would get stuck between them.
    let mut seen: Vec<Target> = Vec::new();
    items.retain(|item| {
        let is_new = !seen.contains(&item.target);
        seen.extend(is_new.then(|| item.target.clone()));
        is_new
    });
    let total = items.len() as u64 + records.more;
    let typed = typed.trim();
    let others = match records.only_first {
        Some(_) => Some(format!("Search all {} for “{typed}”", kind.nouns())),
        None if total > MOST as u64 => Some(format!("Show all {} {}", group_digits(total), kind.nouns())),
        None => None,
    };
    items.truncate(MOST);
    ResultGroup {
        heading: kind.plural(),
        items,
        total,
        others: others.map(|title| {
            PaletteItem::new(kind, title, Target::Address(kind.list(typed))).icon(IconName::Search)
        }),
    }
}

/// How well the best of a group matches, coarsely: groups of one quality keep their order.
fn quality(best: &PaletteItem, words: &Words) -> u8 {
    match best.rank(words) {
        Some(0..=2) => 0,
        Some(3) => 1,
        // An email or a full name is a name, too; other words are only meant to be found by.
        Some(_) if !best.note.is_empty() => 1,
        _ => 2,
    }
}

fn matching<'a>(words: &Words, items: impl Iterator<Item = &'a PaletteItem>) -> Vec<PaletteItem> {
    let mut ranked: Vec<_> = items.filter_map(|item| Some((item.rank(words)?, item))).collect();
    if !words.is_empty() {
        ranked.sort_by_key(|(rank, _)| *rank);
    }
    ranked.into_iter().map(|(_, item)| item.clone()).collect()
}

/// An address over the list on which one is: the list stays in its state when a drawer opens over it.
pub fn over_list(address: &str, pathname: &str, query: &str) -> String {
    let lists = [
        paths::users(""),
        paths::systems("users", ""),
        paths::systems("groups", ""),
    ];
    let is_below = |path: &str, list: &str| path.strip_prefix(list).is_some_and(|rest| rest.starts_with('/'));
    let stays = lists
        .iter()
        .any(|list| is_below(address, list) && (pathname == list || is_below(pathname, list)));
    paths::with_query(address.to_owned(), if stays { query } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(kind: ItemKind, title: &str, segment: &'static str) -> PaletteItem {
        PaletteItem::new(kind, title, Target::SignOut).on_page(segment)
    }

    fn user(name: &str) -> PaletteItem {
        PaletteItem::new(ItemKind::User, name, Target::Address(format!("/users/{name}")))
    }

    fn commands() -> Vec<PaletteItem> {
        vec![
            command(ItemKind::Page, "Users", ""),
            command(ItemKind::Page, "Profile", ""),
            command(ItemKind::Action, "Create user", "users"),
            command(ItemKind::Action, "Sign out", ""),
        ]
    }

    fn of_users(names: &[&str]) -> Records {
        Records {
            items: names.iter().map(|name| user(name)).collect(),
            ..Records::default()
        }
    }

    /// "Users: ada, ada2 +Show all 9 users"
    fn lines(typed: &str, segment: &str, records: &[(ItemKind, Records)]) -> Vec<String> {
        let line = |group: ResultGroup| {
            let titles: Vec<_> = group.items.into_iter().map(|item| item.title).collect();
            let others = group.others.map(|item| format!(" +{}", item.title));
            format!(
                "{}: {}{}",
                group.heading,
                titles.join(", "),
                others.unwrap_or_default()
            )
        };
        groups(typed, segment, &commands(), records)
            .into_iter()
            .map(line)
            .collect()
    }

    #[test]
    fn what_fits_the_page_comes_first() {
        let records = [(ItemKind::User, of_users(&["superuser", "user", "ada"]))];
        let elsewhere = ["Pages: Users", "Actions: Create user", "Users: user, superuser"];
        assert_eq!(lines("user", "profile", &records), elsewhere);
        assert_eq!(lines("user", "", &records), elsewhere);
        assert_eq!(
            lines("user", "users", &records),
            [
                "Users: user, superuser",
                "On this page: Create user",
                "Pages: Users"
            ]
        );
        assert_eq!(
            lines(" ", "users", &records),
            [
                "On this page: Create user",
                "Pages: Users, Profile",
                "Actions: Sign out"
            ]
        );
        assert_eq!(lines("nothing", "users", &records), [""; 0]);
        // A name that begins so is what is looked for, and not a page that has it somewhere.
        let records = [
            (ItemKind::User, of_users(&["sersi"])),
            (ItemKind::ApiKey, of_users(&["browser"])),
        ];
        assert_eq!(
            lines("ser", "api-keys", &records),
            [
                "Users: sersi",
                "API keys: browser",
                "Pages: Users",
                "Actions: Create user"
            ]
        );
    }

    #[test]
    fn a_link_leads_to_those_that_are_not_here() {
        let names: Vec<String> = (0..9).map(|number| format!("ada{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let nine = of_users(&names);
        assert!(lines("ada", "", &[(ItemKind::User, nine)])[0].ends_with("ada7 +Show all 9 users"));
        let many = Records {
            more: 1_200,
            ..of_users(&["ada"])
        };
        assert_eq!(
            lines("ada", "", &[(ItemKind::User, many)]),
            ["Users: ada +Show all 1,201 users"]
        );
        let first = Records {
            only_first: Some(500),
            ..of_users(&["ada"])
        };
        let records = [(ItemKind::User, first)];
        assert_eq!(
            lines("ada", "", &records),
            ["Users: ada +Search all users for “ada”"]
        );
        assert_eq!(
            lines("sign", "users", &records),
            ["Actions: Sign out", "Users:  +Search all users for “sign”"]
        );
        let link = groups("a&b", "", &[], &records).remove(0).others.unwrap();
        assert_eq!(link.target, Target::Address("/users?q=a%26b".into()));
    }

    #[test]
    fn a_list_stays_as_it_is_under_a_drawer() {
        for (address, pathname, expected) in [
            ("/users/7", "/users", "/users/7?page=2"),
            ("/users/new", "/users/3/edit", "/users/new?page=2"),
            ("/users", "/users/3", "/users"),
            ("/users/7", "/profile", "/users/7"),
            ("/systems/groups/adm", "/systems/users", "/systems/groups/adm"),
            (
                "/systems/groups/adm",
                "/systems/groups/x",
                "/systems/groups/adm?page=2",
            ),
            ("/api-keys/7", "/api-keys", "/api-keys/7"),
        ] {
            assert_eq!(over_list(address, pathname, "page=2"), expected);
        }
    }
}
