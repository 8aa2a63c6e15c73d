//! The pages, and what can be done without a record: one list, in the order in which it is shown.

use api_types::User;

use super::item::{PaletteItem, Target};
use super::kind::ItemKind;
use crate::layouts::FrameDialog;
use crate::navigation::PAGES;
use crate::paths;
use crate::preferences::Preference;
use ui::IconName;

/// What leads to a form or a dialog of a page.
struct FormLink {
    title: &'static str,
    keywords: &'static str,
    icon: IconName,
    /// The first segment of the addresses of its page.
    segment: &'static str,
    address: fn() -> String,
    admin_only: bool,
}

const FORMS: [FormLink; 8] = [
    FormLink {
        title: "Create user",
        keywords: "new add account person",
        icon: IconName::Plus,
        segment: "users",
        address: || paths::new_user(""),
        admin_only: true,
    },
    FormLink {
        title: "Create API key",
        keywords: "new add token",
        icon: IconName::Plus,
        segment: "api-keys",
        address: || paths::new_api_key(""),
        admin_only: false,
    },
    FormLink {
        title: "Add configuration key",
        keywords: "new create setting",
        icon: IconName::Plus,
        segment: "configuration",
        address: || paths::configuration("do=add"),
        admin_only: false,
    },
    FormLink {
        title: "Import users",
        keywords: "upload file csv json spreadsheet",
        icon: IconName::Users,
        segment: "users",
        address: || paths::import_users(""),
        admin_only: true,
    },
    FormLink {
        title: "Import configuration",
        keywords: "upload file env json csv",
        icon: IconName::Sliders,
        segment: "configuration",
        address: || paths::configuration("do=import"),
        admin_only: false,
    },
    FormLink {
        title: "Export configuration",
        keywords: "download file env json csv",
        icon: IconName::Sliders,
        segment: "configuration",
        address: || paths::configuration("do=export"),
        admin_only: false,
    },
    FormLink {
        title: "Change password",
        keywords: "my own",
        icon: IconName::Lock,
        segment: "profile",
        address: || paths::profile_form("password"),
        admin_only: false,
    },
    FormLink {
        title: "Change email",
        keywords: "my own address",
        icon: IconName::Pencil,
        segment: "profile",
        address: || paths::profile_form("email"),
        admin_only: false,
    },
];

/// What somebody may see and do; of preferences only those that would change something, by what holds now.
pub fn commands(user: &User, chosen: impl Fn(Preference) -> &'static str) -> Vec<PaletteItem> {
    let is_admin = user.is_admin;
    let page =
        |title, icon, address| PaletteItem::new(ItemKind::Page, title, Target::Address(address)).icon(icon);
    let pages = PAGES
        .iter()
        .filter(|page| (is_admin || !page.admin_only) && (page.is_offered)(user));
    let mut items: Vec<PaletteItem> = pages.map(|nav| page(nav.title, nav.icon, (nav.href)())).collect();
    if is_admin {
        for (title, tab) in [("System groups", "groups"), ("Differences", "differences")] {
            let address = paths::systems(tab, "");
            items.push(page(title, IconName::Monitor, address).note("System accounts"));
        }
    }
    let forms = FORMS.into_iter().filter(|form| is_admin || !form.admin_only);
    let action = |title, target, icon| PaletteItem::new(ItemKind::Action, title, target).icon(icon);
    items.extend(forms.map(|form| {
        action(form.title, Target::Address((form.address)()), form.icon)
            .keywords(form.keywords)
            .on_page(form.segment)
    }));
    for (preference, value, title, icon) in [
        (Preference::Theme, "light", "Use the light theme", IconName::Sun),
        (Preference::Theme, "dark", "Use the dark theme", IconName::Moon),
        (
            Preference::Theme,
            "system",
            "Use the same theme as the system",
            IconName::Monitor,
        ),
        (Preference::Density, "compact", "Use compact rows", IconName::Menu),
        (
            Preference::Density,
            "comfortable",
            "Use comfortable rows",
            IconName::Menu,
        ),
        (
            Preference::SingleKeys,
            "off",
            "Turn single-key shortcuts off",
            IconName::Keyboard,
        ),
        (
            Preference::SingleKeys,
            "on",
            "Turn single-key shortcuts on",
            IconName::Keyboard,
        ),
    ] {
        if chosen(preference) != value {
            let item = action(title, Target::Prefer(preference, value), icon);
            items.push(item.keywords("preference appearance colour color mode density"));
        }
    }
    items.extend([
        action("Activity", Target::Dialog(FrameDialog::Activity), IconName::Clock)
            .keywords("requests history curl log api"),
        action(
            "Keyboard shortcuts",
            Target::Dialog(FrameDialog::Shortcuts),
            IconName::Keyboard,
        )
        .keywords("keys help"),
        action("Sign out", Target::SignOut, IconName::LogOut).keywords("log out leave end session"),
    ]);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(is_admin: bool) -> User {
        let json = format!(r#"{{"id":1,"username":"ada","is_admin":{is_admin},"last_sign_in_at":null}}"#);
        serde_json::from_str(&json).unwrap()
    }

    fn titles(is_admin: bool, theme: &'static str) -> Vec<String> {
        let chosen = |preference: Preference| match preference {
            Preference::Theme => theme,
            preference => preference.options()[0].0,
        };
        let items = commands(&user(is_admin), chosen).into_iter();
        items.map(|item| item.title).collect()
    }

    #[test]
    fn others_see_nothing_of_what_administrators_may() {
        let all = titles(true, "system");
        let own = titles(false, "system");
        let missing: Vec<_> = all.iter().filter(|title| !own.contains(title)).collect();
        assert_eq!(
            missing,
            [
                "Users",
                "System accounts",
                "Audit trail",
                "System groups",
                "Differences",
                "Create user",
                "Import users"
            ]
        );
        assert!(own.iter().all(|title| all.contains(title)));
    }

    #[test]
    fn only_what_would_change_something_is_offered() {
        for (theme, missing) in [
            ("light", "Use the light theme"),
            ("dark", "Use the dark theme"),
            ("system", "Use the same theme as the system"),
        ] {
            let titles = titles(false, theme);
            assert!(!titles.iter().any(|title| title == missing));
            assert_eq!(
                titles
                    .iter()
                    .filter(|title| title.ends_with("theme") || title.ends_with("system"))
                    .count(),
                2
            );
            assert!(
                titles
                    .iter()
                    .any(|title| title == "Turn single-key shortcuts off")
            );
            assert!(!titles.iter().any(|title| title == "Turn single-key shortcuts on"));
        }
    }

    #[test]
    fn every_preference_that_can_be_chosen_exists() {
        for item in commands(&user(true), |_| "") {
            if let Target::Prefer(preference, value) = item.target {
                assert!(preference.options().iter().any(|(known, _)| *known == value));
            }
        }
    }
}
