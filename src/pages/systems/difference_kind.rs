//! The kinds of differences, with their wording.

use ui::table::group_digits;

/// A kind of difference, in the order in which they are listed: what can do harm comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Two console users have the same uid.
    SharedConsoleUid,
    /// Two system users have the same uid.
    SharedSystemUid,
    /// A console user has the name of a system user with another uid.
    OtherUid,
    /// A console user has the uid of a system user with another name.
    OtherName,
    /// A console user has another gid than the system user.
    OtherGid,
    /// A console user has neither name nor uid of a system user.
    NoAccount,
    /// The gid of a console user is no group's.
    NoGroup,
    /// The primary gid of a system user is no group's.
    NoPrimaryGroup,
    /// A group lists somebody who doesn't exist.
    NoMember,
}

impl DifferenceKind {
    /// What it is called in addresses, whom it concerns in the singular, and what those have.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::SharedConsoleUid => ["shared-uid", "console user", "the uid of another console user"],
            Self::SharedSystemUid => ["shared-account", "system user", "the uid of another system user"],
            Self::OtherUid => [
                "uid",
                "console user",
                "another uid than the system user of that name",
            ],
            Self::OtherName => [
                "name",
                "console user",
                "the uid of a system user with another name",
            ],
            Self::OtherGid => ["gid", "console user", "another gid than their system user"],
            Self::NoAccount => ["no-account", "console user", "no system account"],
            Self::NoGroup => ["no-group", "console user", "a gid that no group has"],
            Self::NoPrimaryGroup => ["no-primary", "system user", "a primary gid that no group has"],
            Self::NoMember => ["no-member", "listed member", "no system account"],
        }
    }

    /// What it is called in addresses.
    pub fn slug(self) -> &'static str {
        self.words()[0]
    }

    /// What those have whom it concerns, as the rest of a sentence.
    pub fn predicate(self) -> &'static str {
        self.words()[2]
    }

    /// "312 console users have no system account"
    pub fn sentence(self, count: usize) -> String {
        let have = if count == 1 { " has" } else { "s have" };
        let [_, subject, predicate] = self.words();
        format!("{} {subject}{have} {predicate}", group_digits(count as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_a_sentence() {
        let kind = DifferenceKind::NoAccount;
        assert_eq!(kind.sentence(1), "1 console user has no system account");
        assert_eq!(kind.sentence(1204), "1,204 console users have no system account");
    }
}
