//! The pages that the side bar leads to: one list for the side bar, the top bar and sign-in.

use api_types::User;
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
    /// Whether a server has it whose users are like this one; nobody else is shown the page.
    pub is_offered: fn(&User) -> bool,
}

/// Whether the server keeps an audit trail: it came with the time of the last sign-in, which it then tells of every user.
pub fn has_audit_trail(user: &User) -> bool {
    user.last_sign_in_at.is_some()
}

/// All of them, in the order of the side bar: those of administrators first.
pub static PAGES: [NavPage; 6] = [
    NavPage {
        segment: "users",
        title: "Users",
        icon: IconName::Users,
        href: || paths::users(""),
        admin_only: true,
        is_offered: |_| true,
    },
    NavPage {
        segment: "systems",
        title: "System accounts",
        icon: IconName::Monitor,
        href: || paths::system_users(""),
        admin_only: true,
        is_offered: |_| true,
    },
    NavPage {
        segment: "audit",
        title: "Audit trail",
        icon: IconName::Clock,
        href: || paths::audit(""),
        admin_only: true,
        is_offered: has_audit_trail,
    },
    NavPage {
        segment: "configuration",
        title: "Configuration",
        icon: IconName::Sliders,
        href: || paths::configuration(""),
        admin_only: false,
        is_offered: |_| true,
    },
    NavPage {
        segment: "api-keys",
        title: "API keys",
        icon: IconName::Key,
        href: || paths::api_keys(""),
        admin_only: false,
        is_offered: |_| true,
    },
    NavPage {
        segment: "profile",
        title: "Profile",
        icon: IconName::IdCard,
        href: paths::profile,
        admin_only: false,
        is_offered: |_| true,
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
