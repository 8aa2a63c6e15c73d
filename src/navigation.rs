//! The pages that the side bar leads to: one list for the side bar, the top bar and sign-in.

use ui::IconName;

use crate::paths;

/// A page that the side bar leads to.
pub struct NavPage {
    /// The first segment of its addresses, below the base: `users` of `/admin/users/7`.
    pub segment: &'static str,
    /// What it is called on the screen.
    pub title: &'static str,
    /// Its icon in the side bar.
    pub icon: IconName,
    /// Its address.
    pub href: fn() -> String,
    /// Whether administrators alone may see it.
    pub admin_only: bool,
}

/// All of them, in the order of the side bar: those of administrators first.
pub static PAGES: [NavPage; 5] = [
    NavPage {
        segment: "users",
        title: "Users",
        icon: IconName::Users,
        href: || paths::users(""),
        admin_only: true,
    },
    NavPage {
        segment: "systems",
        title: "System accounts",
        icon: IconName::Monitor,
        href: || paths::system_users(""),
        admin_only: true,
    },
    NavPage {
        segment: "configuration",
        title: "Configuration",
        icon: IconName::Sliders,
        href: || paths::configuration(""),
        admin_only: false,
    },
    NavPage {
        segment: "api-keys",
        title: "API keys",
        icon: IconName::Key,
        href: || paths::api_keys(""),
        admin_only: false,
    },
    NavPage {
        segment: "profile",
        title: "Profile",
        icon: IconName::IdCard,
        href: paths::profile,
        admin_only: false,
    },
];

/// The page that an address of the app belongs to; its drawers, tabs and query belong to it too.
pub fn page_at(address: &str) -> Option<&'static NavPage> {
    let segment = paths::first_segment(address);
    PAGES.iter().find(|page| page.segment == segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_the_page_of_its_first_segment() {
        let title = |address: &str| page_at(address).map(|page| page.title);
        for (address, expected) in [
            ("/users?page=2", Some("Users")),
            ("/users/7/edit", Some("Users")),
            ("/systems/groups#x", Some("System accounts")),
            ("/", None),
            ("/elsewhere", None),
        ] {
            assert_eq!(title(address), expected, "{address}");
        }
        for page in &PAGES {
            assert_eq!(title(&(page.href)()), Some(page.title));
        }
    }
}
