//! The attributes of a user that a file can hold, and the columns that hold them.

/// An attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// The number of the record.
    Id,
    /// The name to sign in with.
    Username,
    /// The email.
    Email,
    /// Whether they administer everything.
    Role,
    /// The POSIX uid.
    Uid,
    /// The POSIX gid.
    Gid,
    /// Where the account comes from.
    Source,
    /// When the account expires.
    Expiry,
    /// The first password of a new user.
    Password,
}

/// The names under which programs and people write down what the server sets by itself.
const SET_BY_SERVER: [&str; 6] = ["createdat", "updatedat", "created", "updated", "erstellt", "cree"];

impl Attribute {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Username,
        Self::Email,
        Self::Role,
        Self::Uid,
        Self::Gid,
        Self::Source,
        Self::Expiry,
        Self::Password,
    ];

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Id => "Id",
            Self::Username => "Username",
            Self::Email => "Email",
            Self::Role => "Role",
            Self::Uid => "uid",
            Self::Gid => "gid",
            Self::Source => "Source",
            Self::Expiry => "Expires",
            Self::Password => "Password",
        }
    }

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Username => "username",
            Self::Email => "email",
            Self::Role => "is_admin",
            Self::Uid => "user_id",
            Self::Gid => "group_id",
            Self::Source => "source_type",
            Self::Expiry => "expired_at",
            Self::Password => "password",
        }
    }

    /// What else columns call it, as [`plain`] writes it.
    fn synonyms(self) -> &'static str {
        match self {
            Self::Id => "recordid",
            Self::Username => {
                "user login loginname account accountname useraccount benutzer benutzername benutzerkennung anmeldename identifiant \
                 nomdutilisateur utilisateur usuario nombredeusuario nomedeusuario utente nomeutente gebruiker gebruikersnaam"
            }
            Self::Email => {
                "mail emailaddress mailaddress emailadresse mailadresse courriel adressemail adresseemail adresseelectronique \
                 correo correoelectronico postaelettronica enderecodeemail emailadres"
            }
            Self::Role => {
                "role admin administrator isadministrator rolle rol ruolo funcao administrateur administrador amministratore beheerder"
            }
            Self::Uid => "uid posixuid uidnumber",
            Self::Gid => "gid posixgid gidnumber",
            Self::Source => "source sourcetype quelle origine origen bron",
            Self::Expiry => {
                "expires expiry expiration expiresat expiresat expirydate expirationdate expiredate validuntil accountexpires ablauf \
                 ablaufdatum laufstab gultigbis expire expirele datedexpiration caduca fechadecaducidad scadenza datadiscadenza vervaldatum"
            }
            Self::Password => {
                "pass initialpassword firstpassword newpassword passwort kennwort motdepasse contrasena clave senha wachtwoord"
            }
        }
    }

    /// The attribute that a column holds by its name.
    pub fn of_column(name: &str) -> Option<Self> {
        let name = plain(name);
        Self::ALL.into_iter().find(|attribute| {
            plain(attribute.name()) == name || attribute.synonyms().split_whitespace().any(|own| own == name)
        })
    }
}

/// A name without case, blanks, signs and accents: "E-Mail Adresse" and "e_mail_adresse" are the same.
fn plain(name: &str) -> String {
    let letter = |letter: char| match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        other => other,
    };
    let letters = name.chars().flat_map(char::to_lowercase);
    letters
        .filter(|letter| letter.is_alphanumeric())
        .map(letter)
        .collect()
}

/// The columns of a file, by their names: which attribute each holds, and each attribute once.
pub fn match_columns(names: &[String], offered: &[Attribute]) -> Vec<Option<Attribute>> {
    let mut taken = Vec::new();
    let column = |name: &String| {
        let found =
            Attribute::of_column(name).filter(|found| offered.contains(found) && !taken.contains(found));
        taken.extend(found);
        found
    };
    names.iter().map(column).collect()
}

/// Why a column is left out that nobody has chosen to leave out.
pub fn reason_to_leave_out(name: &str, offered: &[Attribute]) -> &'static str {
    match Attribute::of_column(name) {
        Some(found) if !offered.contains(&found) => "this server doesn’t know it",
        Some(_) => "another column has it",
        None if SET_BY_SERVER.contains(&&*plain(name)) => "the server sets it",
        None => "not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_many_names() {
        for (name, attribute) in [
            ("username", Some(Attribute::Username)),
            ("User name", Some(Attribute::Username)),
            ("user_id", Some(Attribute::Uid)),
            ("User ID", Some(Attribute::Uid)),
            ("id", Some(Attribute::Id)),
            ("E-Mail-Adresse", Some(Attribute::Email)),
            ("Adresse électronique", Some(Attribute::Email)),
            ("is_admin", Some(Attribute::Role)),
            ("Gültig bis", Some(Attribute::Expiry)),
            ("Contraseña", Some(Attribute::Password)),
            ("Department", None),
            ("created_at", None),
            ("Name", None),
            ("", None),
        ] {
            assert_eq!(Attribute::of_column(name), attribute, "{name}");
        }
    }

    #[test]
    fn no_name_means_two_attributes() {
        let names = Attribute::ALL.into_iter().flat_map(|attribute| {
            let own = [plain(attribute.name()), plain(attribute.label())];
            let others = attribute.synonyms().split_whitespace().map(ToOwned::to_owned);
            own.into_iter().chain(others).map(move |name| (name, attribute))
        });
        for (name, attribute) in names {
            assert_eq!(Attribute::of_column(&name), Some(attribute), "{name}");
        }
    }

    #[test]
    fn an_attribute_is_read_from_one_column_alone() {
        let names = ["login", "username", "expires", "created_at", "x"].map(ToOwned::to_owned);
        let offered = [Attribute::Username, Attribute::Email];
        let matched = match_columns(&names, &offered);
        assert_eq!(matched, [Some(Attribute::Username), None, None, None, None]);
        let reasons = names
            .iter()
            .skip(1)
            .map(|name| reason_to_leave_out(name, &offered));
        assert_eq!(
            reasons.collect::<Vec<_>>(),
            [
                "another column has it",
                "this server doesn’t know it",
                "the server sets it",
                "not known"
            ]
        );
    }
}
